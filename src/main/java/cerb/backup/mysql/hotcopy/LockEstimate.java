package cerb.backup.mysql.hotcopy;

import cerb.backup.mysql.Session;
import cerb.backup.mysql.hotcopy.files.CopyEngine;
import cerb.backup.mysql.hotcopy.files.TableFiles;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * For how long writers will be held up by a copy, estimated before anything is locked.
 *
 * @param tables names of those whose writers wait
 * @param bytes  that will be copied of their files
 * @param dirty  bytes that the server has to write to their files before, at most
 * @param speed  bytes a second that are copied, or written
 */
public record LockEstimate(List<String> tables, long bytes, long dirty, long speed) {
    /** What a disk copies at least, in bytes a second, where nothing may be written to measure it. */
    private static final long ASSUMED_SPEED = 200L << 20;

    /** Locks, their statements, and a look at each file. */
    private static final long FIXED_MILLIS = 50;

    /** Copies the list. */
    public LockEstimate {
        tables = List.copyOf(tables);
    }

    /** At a speed that is assumed; {@code session} is asked for what the server has not written yet. */
    static LockEstimate of(List<TableFiles> tables, boolean indices, Session session) {
        long transactional = bytes(tables.stream().filter(table -> table.engine() == CopyEngine.INNODB), indices);
        return new LockEstimate(tables.stream().map(table -> table.table().name()).toList(), bytes(tables.stream(), indices), Math.min(dirty(session), transactional), ASSUMED_SPEED);
    }

    private static long bytes(Stream<TableFiles> tables, boolean indices) {
        return tables.flatMap(table -> Portion.of(table, indices)).mapToLong(Portion::bytes).sum();
    }

    /** Of all schemas: servers do not tell whose the pages are. */
    private static long dirty(Session session) {
        return session.rows("SHOW GLOBAL STATUS LIKE 'Innodb\\_buffer\\_pool\\_bytes\\_dirty'").stream().mapToLong(row -> Long.parseLong(row.get(1))).sum();
    }

    /** The same at a speed that was measured. */
    LockEstimate at(long measured) {
        return new LockEstimate(tables, bytes, dirty, Math.max(1, measured));
    }

    /** Milliseconds that writers will wait. */
    public long millis() {
        return FIXED_MILLIS + (long) (1000.0 * (bytes + dirty) / speed);
    }

    /** Whether that is longer than they may. */
    public boolean exceeds(Duration longest) {
        return millis() > longest.toMillis();
    }
}
