package cerb.backup.mysql.rows;

/**
 * What one part held.
 *
 * @param rows     rows
 * @param bytes    bytes of text
 * @param checksum sum of the rows' hashes
 */
public record PartTally(long rows, long bytes, long checksum) {
    PartTally plus(PartTally other) {
        return new PartTally(rows + other.rows, bytes + other.bytes, checksum + other.checksum);
    }
}
