package cerb.backup.cli.output;

/** Text of unknown origin (file names, table names, messages of servers) made safe for a terminal. */
public final class Printable {
    private Printable() {}

    /** The text with control characters, which could move the cursor or hide a name, replaced by {@code ?}. */
    public static String of(String text) {
        return text.codePoints().allMatch(Printable::harmless)
                ? text
                : text.codePoints().map(c -> harmless(c) ? c : '?').collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static boolean harmless(int c) {
        return !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
    }
}
