package cerb.backup.operation.query.diff;

/**
 * What two snapshots differ by.
 *
 * @param changedFiles files with other content
 * @param added        what only the second has
 * @param removed      what only the first has
 * @param missingBlobs blobs of what differs that are in no index; their bytes are not counted
 */
public record DiffSummary(long changedFiles, Side added, Side removed, long missingBlobs) {
    /**
     * What only one side has.
     *
     * @param files     regular files
     * @param dirs      directories
     * @param others    links, devices and the like
     * @param dataBlobs blobs of content
     * @param treeBlobs blobs of directories
     * @param bytes     what all these blobs have before compression
     */
    public record Side(long files, long dirs, long others, long dataBlobs, long treeBlobs, long bytes) {
    }
}
