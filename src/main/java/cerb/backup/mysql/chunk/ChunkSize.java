package cerb.backup.mysql.chunk;

/** How large a chunk's text is meant to be, in bytes. */
public final class ChunkSize {
    /** Two neighbours below it are joined; what follows on from it is cut at the next row that says so. */
    public static final long LEAST = 4L << 20;
    /** What is aimed at. */
    public static final long TARGET = 8L << 20;
    /** A chunk above it is split. */
    public static final long MOST = 16L << 20;

    private ChunkSize() {
    }
}
