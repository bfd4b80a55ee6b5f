package cerb.backup.operation.query.stats;

/**
 * What was counted; which of it depends on the mode, the rest is 0.
 *
 * @param bytes             bytes of files, of blobs or, of raw data, as stored
 * @param files             entries, files or paths
 * @param blobs             blobs
 * @param uncompressedBytes of raw data, before compression
 * @param compressedBytes   of raw data, what is compressed, as stored
 * @param compressedRawBytes of raw data, what is compressed, before that
 * @param missing           blobs that are in no index, and not counted
 */
public record Sums(long bytes, long files, long blobs, long uncompressedBytes, long compressedBytes, long compressedRawBytes, long missing) {
    static Sums of(long bytes, long files, long blobs, long missing) {
        return new Sums(bytes, files, blobs, 0, 0, 0, missing);
    }
}
