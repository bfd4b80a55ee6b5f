package cerb.backup.operation.manifest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What is known of a dump.
 *
 * @param name           the schema
 * @param capturedAt     the one point in time of its tables, RFC 3339
 * @param dumpBegin      when the dump began
 * @param dumpEnd        when its last part was stored
 * @param flavour        MARIADB or MYSQL
 * @param version        the server's version
 * @param uuid           the server's id, or null where it has none
 * @param binlogFile     the binlog file at the point, or null
 * @param binlogPosition the place in it, or -1
 * @param gtid           the GTID set at the point, or null
 * @param lockedMillis   how long writers were locked out
 * @param incomplete     whether something is missing in it, or doubtful
 * @param tables         the tables, by name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DatabasePart(
        String name, String capturedAt, String dumpBegin, String dumpEnd,
        String flavour, String version, String uuid,
        String binlogFile, long binlogPosition, String gtid, long lockedMillis, boolean incomplete,
        List<TablePart> tables) {
    public DatabasePart {
        tables = List.copyOf(tables);
    }

    /**
     * What is known of a table.
     *
     * @param name        the table
     * @param file        what the names of its chunks begin with, up to their first dot
     * @param engine      its storage engine
     * @param rows        rows in the dump
     * @param bytes       bytes of SQL text
     * @param checksum    over its rows, or null where there is none
     * @param consistency snapshot, locked or best-effort
     * @param parts       table chunks
     * @param rowBlobSize the average size in bytes that its text was cut to
     * @param recut       whether that was another size than the dump's before, so that everything had to be stored again
     * @param addedBytes  bytes of text that the repository had not held before
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record TablePart(
            String name, String file, String engine, long rows, long bytes, String checksum, String consistency, int parts, int rowBlobSize, boolean recut, long addedBytes) {
        /** The share of the text that the repository already held, 0 to 1; 0 for a table without text. */
        public double reused() {
            return bytes == 0 ? 0 : 1 - (double) Math.min(addedBytes, bytes) / bytes;
        }
    }
}
