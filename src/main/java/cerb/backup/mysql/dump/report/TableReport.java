package cerb.backup.mysql.dump.report;

/**
 * What was read of one table.
 *
 * @param table       name
 * @param engine      storage engine
 * @param rows        rows written
 * @param bytes       bytes of text written
 * @param checksum    sum of a hash of each row's text, as {@link cerb.backup.mysql.text.RowChecksum#printed} has it; independent of the order and the
 *                    borders of chunks, for comparison, not against tampering
 * @param consistency how the rows were held
 * @param parts       number of chunks
 */
public record TableReport(String table, String engine, long rows, long bytes, String checksum, Consistency consistency, int parts) {
}
