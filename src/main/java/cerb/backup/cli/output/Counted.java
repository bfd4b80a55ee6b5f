package cerb.backup.cli.output;

import cerb.backup.configuration.value.Plurals;

/** Numbers of things for people. */
public final class Counted {
    private Counted() {}

    /** As {@link Plurals#words}. */
    public static String of(long count, String noun) {
        return Plurals.words(count, noun);
    }
}
