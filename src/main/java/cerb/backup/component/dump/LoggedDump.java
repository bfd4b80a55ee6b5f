package cerb.backup.component.dump;

import cerb.backup.mysql.dump.DumpListener;
import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.rows.RowListener;
import cerb.backup.mysql.schema.Table;
import cerb.backup.operation.Run;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log what somebody should know of a dump, and the run of its tables and rows. */
final class LoggedDump implements DumpListener {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedDump.class);

    private final Run run;

    /** {@code run} is to hear of tables and rows; null where the dump is for no recovery point. */
    LoggedDump(Run run) {
        this.run = run;
    }

    @Override
    public void definitionsRead(String schema, Collection<String> tables, Predicate<String> selected) {
        if (run != null) {
            run.guard().beforeDump(schema, tables, selected);
        }
    }

    @Override
    public void rowsEstimated(long bytes) {
        if (run != null) {
            run.expectRows(bytes);
        }
    }

    @Override
    public RowListener rows(DumpPart part, Table table) {
        return run == null ? RowListener.NONE : run.rows(part, table);
    }

    @Override
    public void pointTaken(long lockMillis) {
        LOG.info("dump: point in time taken, writers held up for {} ms", lockMillis);
    }

    @Override
    public void blocks(List<String> tables, long bytes, long millis) {
        LOG.info("dump: writers of these {} tables will be held up for about {} ms while {} bytes are copied: {}", tables.size(), millis, bytes, String.join(", ", tables));
    }

    @Override
    public void stalled(String lock, long stalledMillis, long pauseMillis) {
        LOG.info("dump: waited {} ms for {} and gave it up, tries again in {} ms", stalledMillis, lock, pauseMillis);
    }

    @Override
    public void startsAgain(String reason) {
        LOG.warn("dump: starts again: {}", reason);
    }

    @Override
    public void warning(String message) {
        LOG.warn("dump: {}", message);
    }
}
