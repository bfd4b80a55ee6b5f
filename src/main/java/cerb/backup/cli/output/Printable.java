package cerb.backup.cli.output;

import java.util.function.IntPredicate;

/** Text of unknown origin (file names, table names, messages of servers) made safe for a terminal. */
public final class Printable {
    private Printable() {}

    /** The text with control characters, which could move the cursor or hide a name, replaced by {@code ?}. */
    public static String of(String text) {
        return replaced(text, Printable::harmless, "?");
    }

    /** The same for text of several lines, whose ends stay. */
    static String lines(String text) {
        return replaced(text, c -> c == '\n' || harmless(c), "?");
    }

    /** JSON with such characters as escapes, so that it says the same and can be shown all the same; JSON's own rules escape only some of them. */
    static String json(String line) {
        return replaced(line, Printable::harmless, null);
    }

    /** Each character that is not harmless replaced, by its escape in JSON where the replacement is null. */
    private static String replaced(String text, IntPredicate harmless, String replacement) {
        if (text.codePoints().allMatch(harmless)) {
            return text;
        }
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (harmless.test(c)) {
                result.appendCodePoint(c);
            } else if (replacement != null) {
                result.append(replacement);
            } else {
                Character.toString(c).chars().forEach(unit -> result.append(String.format("\\u%04x", unit)));
            }
        });
        return result.toString();
    }

    private static boolean harmless(int c) {
        return !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT && Character.getType(c) != Character.LINE_SEPARATOR
                && Character.getType(c) != Character.PARAGRAPH_SEPARATOR && Character.getType(c) != Character.SURROGATE;
    }
}
