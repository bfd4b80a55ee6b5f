package cerb.backup.configuration.value;

/** Numbers of things as people write them. */
public final class Plurals {
    private Plurals() {}

    /** {@code 1 file}, {@code 2 files}, {@code 0 directories}: the noun comes in the singular, and its plural is a regular one. */
    public static String words(long count, String noun) {
        String plural = noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
        return count + " " + (count == 1 ? noun : plural);
    }

    /** {@code 1 file is}, {@code 2 files are}. */
    public static String are(long count, String noun) {
        return does(count, noun, "is", "are");
    }

    /** {@code 1 file waits}, {@code 2 files wait}: with the verb for one, or that for several. */
    public static String does(long count, String noun, String one, String several) {
        return words(count, noun) + ' ' + (count == 1 ? one : several);
    }
}
