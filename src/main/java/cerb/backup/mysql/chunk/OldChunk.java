package cerb.backup.mysql.chunk;

/**
 * A chunk of the previous dump.
 *
 * @param border   what its file name says of its border; empty for the first chunk
 * @param bytes    its size
 * @param rowBytes mean length of a row of its table there
 */
public record OldChunk(String border, long bytes, long rowBytes) {
}
