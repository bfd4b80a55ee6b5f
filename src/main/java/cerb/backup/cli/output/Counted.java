package cerb.backup.cli.output;

/** Numbers of things for people. */
public final class Counted {
    private Counted() {}

    /** {@code 1 file}, {@code 2 files}, {@code 0 directories}: the noun comes in the singular, and its plural is a regular one. */
    public static String of(long count, String noun) {
        String plural = noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
        return count + " " + (count == 1 ? noun : plural);
    }
}
