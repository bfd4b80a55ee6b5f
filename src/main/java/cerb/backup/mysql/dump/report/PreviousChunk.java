package cerb.backup.mysql.dump.report;

/**
 * A chunk of the previous dump, whose border is inherited.
 *
 * @param path     the path it had there, as in {@link DumpPart#path()}
 * @param bytes    its size
 * @param rowBytes mean length of the text of a row of its table there, which is known, while the server's statistics may be stale
 */
public record PreviousChunk(String path, long bytes, long rowBytes) {
}
