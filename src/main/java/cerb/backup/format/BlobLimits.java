package cerb.backup.format;

/**
 * The longest blobs that are read. A blob is verified as a whole, so it stands in memory as a whole, and whoever wrote the repository chose
 * its length: zeros of a gigabyte are stored in 34 KiB.
 *
 * <p>Chunks of restic have 8 MiB at most; those of other programs 64. A directory of 100,000 files takes some 33 MiB, one of a million 330.
 *
 * @param data the longest data blob, in bytes
 * @param tree the longest tree blob, in bytes
 */
public record BlobLimits(long data, long tree) {

    private static final long LONGEST_DATA = 128 << 20;
    private static final long LONGEST_TREE = 512 << 20;
    private static final long SHORTEST = 16 << 20;
    private static final int DATA_SHARE = 8;
    private static final int TREE_SHARE = 4;

    /**
     * Returns what a heap of {@code heap} bytes allows: of data an eighth of it, since several threads read data at once, up to 128 MiB; of
     * a tree a quarter, up to 512 MiB. Never less than 16 MiB.
     */
    public static BlobLimits ofHeap(long heap) {
        return new BlobLimits(within(heap / DATA_SHARE, LONGEST_DATA), within(heap / TREE_SHARE, LONGEST_TREE));
    }

    private static long within(long share, long longest) {
        return Math.max(SHORTEST, Math.min(longest, share));
    }

    /**
     * Refuses a blob that is longer, as it is stored or as plaintext, before anything of it is read.
     *
     * @throws FormatException that names the blob and says how it can be read all the same
     */
    public void demand(PackedBlob blob) {
        long limit = blob.handle().type() == BlobType.TREE ? tree : data;
        long length = Math.max(blob.rawLength(), blob.length() - PackedBlob.OVERHEAD);
        if (length > limit) {
            throw new FormatException(blob.handle() + " has " + length + " bytes, more than the " + limit
                    + " that this heap allows; to read it, give Java a larger heap (-Xmx)");
        }
    }
}
