package cerb.backup.cli.output;

import cerb.backup.configuration.value.Sizes;

/** Numbers of bytes for people. */
public final class HumanSize {
    private HumanSize() {}

    /** As {@link Sizes#words}. */
    public static String of(long bytes) {
        return Sizes.words(bytes);
    }
}
