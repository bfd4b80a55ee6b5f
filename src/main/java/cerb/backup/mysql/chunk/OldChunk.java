package cerb.backup.mysql.chunk;

/**
 * A chunk of the previous dump.
 *
 * @param border what its file name says of its border; empty for the first chunk
 * @param bytes  its size
 */
public record OldChunk(String border, long bytes) {
}
