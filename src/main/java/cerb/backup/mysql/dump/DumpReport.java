package cerb.backup.mysql.dump;

import cerb.backup.mysql.BinlogPosition;
import cerb.backup.mysql.Server;
import java.time.Instant;
import java.util.List;

/**
 * The record of a complete dump.
 *
 * @param server     the server
 * @param schema     the schema's name there
 * @param begin      when the dump was opened
 * @param point      when its point in time was taken
 * @param end        when its last part had been read and checked
 * @param position   binlog position of the point; null if the server writes none or the account may not ask
 * @param source     the position in its source's binlog, if the server is a replica and the account may ask; else null
 * @param lockMillis how long writers of this schema were held up by locks, in all attempts
 * @param tables     one entry a table, in order of names
 * @param omissions  what is missing or doubtful, one sentence each; empty for a whole dump
 */
public record DumpReport(Server server, String schema, Instant begin, Instant point, Instant end, BinlogPosition position, BinlogPosition source,
                         long lockMillis, List<TableReport> tables, List<String> omissions) {
    /** Copies the lists. */
    public DumpReport {
        tables = List.copyOf(tables);
        omissions = List.copyOf(omissions);
    }

    /** True if something is missing or doubtful. */
    public boolean incomplete() {
        return !omissions.isEmpty();
    }
}
