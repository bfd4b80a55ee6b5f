package cerb.backup.mysql.chunk;

/** How large a chunk's text is meant to be, in bytes. */
public final class ChunkSize {
    /** Two neighbours below it are joined. */
    static final long LEAST = 4L << 20;
    /** What is aimed at. */
    public static final long TARGET = 8L << 20;
    /** A chunk above it is split. */
    static final long MOST = 16L << 20;

    private ChunkSize() {
    }
}
