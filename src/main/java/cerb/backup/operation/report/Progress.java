package cerb.backup.operation.report;

/**
 * How far a stage is.
 *
 * @param doneFiles  files (or parts, or packs) dealt with
 * @param totalFiles how many there will be, or -1 while unknown
 * @param doneBytes  bytes of content dealt with
 * @param totalBytes how many there will be, or -1 while unknown
 */
public record Progress(long doneFiles, long totalFiles, long doneBytes, long totalBytes) {
    /** Progress towards an end that is not known yet. */
    public static Progress open(long doneFiles, long doneBytes) {
        return new Progress(doneFiles, -1, doneBytes, -1);
    }
}
