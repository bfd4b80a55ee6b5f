package cerb.backup.mysql.dump;

/**
 * A chunk of the previous dump, whose border is inherited.
 *
 * @param path  the path it had there, as in {@link DumpPart#path()}
 * @param bytes its size
 */
public record PreviousChunk(String path, long bytes) {
}
