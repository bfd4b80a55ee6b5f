package cerb.backup.mysql.hotcopy;

import cerb.backup.mysql.hotcopy.files.TableFiles;
import java.time.Duration;
import java.util.List;

/**
 * For how long writers will be held up by a copy, estimated before anything is locked.
 *
 * @param tables names of those whose writers wait
 * @param bytes  that will be copied of their files
 * @param speed  bytes a second that are copied
 */
public record LockEstimate(List<String> tables, long bytes, long speed) {
    /** What a disk copies at least, in bytes a second, where nothing may be written to measure it. */
    private static final long ASSUMED_SPEED = 200L << 20;

    /** Locks, their statements, and a look at each file. */
    private static final long FIXED_MILLIS = 50;

    /** Copies the list. */
    public LockEstimate {
        tables = List.copyOf(tables);
    }

    /** At a speed that is assumed. */
    static LockEstimate of(List<TableFiles> tables, boolean indices) {
        return new LockEstimate(tables.stream().map(table -> table.table().name()).toList(),
                tables.stream().flatMap(table -> Portion.of(table, indices)).mapToLong(Portion::bytes).sum(), ASSUMED_SPEED);
    }

    /** The same at a speed that was measured. */
    LockEstimate at(long measured) {
        return new LockEstimate(tables, bytes, Math.max(1, measured));
    }

    /** Milliseconds that writers will wait. */
    public long millis() {
        return FIXED_MILLIS + (long) (1000.0 * bytes / speed);
    }

    /** Whether that is longer than they may. */
    public boolean exceeds(Duration longest) {
        return millis() > longest.toMillis();
    }
}
