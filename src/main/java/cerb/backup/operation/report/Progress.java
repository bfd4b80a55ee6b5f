package cerb.backup.operation.report;

/**
 * How far a stage is.
 *
 * @param doneFiles  files (or parts, or packs) dealt with
 * @param totalFiles how many there will be, or -1 while unknown
 * @param doneBytes  bytes of content dealt with
 * @param totalBytes how many there will be, or -1 while unknown
 * @param estimated  whether the totals are those of the time before, or what a look ahead has counted
 */
public record Progress(long doneFiles, long totalFiles, long doneBytes, long totalBytes, boolean estimated) {
    /** Progress towards totals that were counted. */
    public Progress(long doneFiles, long totalFiles, long doneBytes, long totalBytes) {
        this(doneFiles, totalFiles, doneBytes, totalBytes, false);
    }

    /** Progress towards an end that is not known yet. */
    public static Progress open(long doneFiles, long doneBytes) {
        return new Progress(doneFiles, -1, doneBytes, -1);
    }

    /** As much done, of about so much, or -1; a total that is passed already was none. */
    public Progress ofAbout(long files, long bytes) {
        return new Progress(doneFiles, files < doneFiles ? -1 : files, doneBytes, bytes < doneBytes ? -1 : bytes, true);
    }
}
