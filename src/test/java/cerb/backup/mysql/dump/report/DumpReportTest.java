package cerb.backup.mysql.dump.report;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.mysql.lock.LockReport;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DumpReportTest {
    @Test
    void tellsLocksOfTheWholeSchemaFromThoseOfSingleTables() {
        DumpReport report = report(new LockReport(LockReport.SCHEMA, 3, 20, 70, 120), new LockReport("table a", 1, 340, 340, 340),
                new LockReport("table b", 1, 12_000, 12_000, 12_000), new LockReport(LockReport.INSTANCE, 1, 60_000, 60_000, 60_000));
        assertThat(report.lockMillis()).isEqualTo(120);
        assertThat(report.tableLockMillis()).isEqualTo(12_000);
    }

    @Test
    void lockedNothingWhereSnapshotsHoldAllTables() {
        assertThat(report().lockMillis()).isZero();
        assertThat(report().tableLockMillis()).isZero();
    }

    private static DumpReport report(LockReport... locks) {
        return new DumpReport(null, "cerb", Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, null, null, List.of(locks), List.of(), List.of(), List.of());
    }
}
