package cerb.backup.mysql.dump.report;

import cerb.backup.mysql.BinlogPosition;
import cerb.backup.mysql.Server;
import cerb.backup.mysql.lock.LockReport;
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
 * @param locks      how long each lock held writers up
 * @param tables     one entry a table, in order of names
 * @param omissions  what is missing or doubtful, one sentence each; empty for a whole dump
 * @param notes      what is worth knowing and takes nothing from it
 * @param files      what the files need of a server, if the dump consists of the server's own files; else null
 */
public record DumpReport(Server server, String schema, Instant begin, Instant point, Instant end, BinlogPosition position, BinlogPosition source,
                         List<LockReport> locks, List<TableReport> tables, List<String> omissions, List<String> notes,
                         CopiedFiles files) {
    /** Copies the lists. */
    public DumpReport {
        tables = List.copyOf(tables);
        omissions = List.copyOf(omissions);
        locks = List.copyOf(locks);
        notes = List.copyOf(notes);
    }

    /** Milliseconds for which all writers of the schema were held up, in all attempts; locks on single tables, held until they are copied, are not counted. */
    public long lockMillis() {
        return lockMillis(locks);
    }

    /** Milliseconds for which the writers of a single table were held up, of that which was locked longest; 0 where none was. */
    public long tableLockMillis() {
        return locks.stream().filter(LockReport::isOfTable).mapToLong(LockReport::heldMillis).max().orElse(0);
    }

    /** The same of locks that are at hand. */
    public static long lockMillis(List<LockReport> locks) {
        return locks.stream().filter(lock -> lock.lock().equals(LockReport.SCHEMA)).mapToLong(LockReport::totalMillis).sum();
    }

    /** Of a dump that is SQL. */
    public DumpReport(Server server, String schema, Instant begin, Instant point, Instant end, BinlogPosition position, BinlogPosition source,
                      List<LockReport> locks, List<TableReport> tables, List<String> omissions, List<String> notes) {
        this(server, schema, begin, point, end, position, source, locks, tables, omissions, notes, null);
    }

    /** True if something is missing or doubtful. */
    public boolean incomplete() {
        return !omissions.isEmpty() || tables.stream().anyMatch(table -> table.consistency() == Consistency.BEST_EFFORT);
    }
}
