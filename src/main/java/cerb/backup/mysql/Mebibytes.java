package cerb.backup.mysql;

/** Numbers of bytes of disks and files, for people. */
public final class Mebibytes {
    private static final int SHIFT = 20;

    private Mebibytes() {
    }

    /** Such as {@code 12 MiB}, rounded up: what takes a byte takes one. */
    public static String of(long bytes) {
        return (bytes + (1L << SHIFT) - 1 >> SHIFT) + " MiB";
    }
}
