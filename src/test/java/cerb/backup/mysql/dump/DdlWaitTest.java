package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.lock.LockLimits;
import cerb.backup.mysql.lock.LockReport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** DDL that is to wait for the end of the dump. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DdlWaitTest {
    @ParameterizedTest
    @EnumSource(names = "MYSQL")
    void ddlWaitsForTheEndAndWritersDoNot(Flavour flavour) throws Exception {
        try (TestSchema schema = scene(flavour); Writers writers = new Writers()) {
            writers.repeat(schema, "INSERT INTO i (id) VALUES (NULL)");
            CompletableFuture<Void> ddl;
            try (Dump dump = Dump.open(schema.address(), DumpOptions.defaults().withLocking(LockLimits.DEFAULT.withDdlWaiting(true)), DumpListener.NONE)) {
                ddl = CompletableFuture.runAsync(() -> schema.execute("ALTER TABLE i ADD COLUMN late INT, ALGORITHM=INSTANT"));
                assertThatThrownBy(() -> ddl.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
                assertThat(writers.wroteWithin(10_000)).as("a writer of the table whose DDL waits").isTrue();
                DumpReport report = DumpedFiles.of(dump, 2).report();
                assertThat(report.locks()).extracting(LockReport::lock).contains(LockReport.INSTANCE);
                assertThat(report.incomplete()).isFalse();
            }
            ddl.get(40, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "MYSQL", mode = EnumSource.Mode.EXCLUDE)
    void whereNoLockHoldsUpDdlAloneTheReportSaysSo(Flavour flavour) throws Exception {
        try (TestSchema schema = scene(flavour)) {
            DumpReport report = DumpedFiles.of(schema.address(), DumpOptions.defaults().withLocking(LockLimits.DEFAULT.withDdlWaiting(true))).report();
            assertThat(report.notes()).singleElement().asString().contains("DDL does not wait");
            assertThat(report.locks()).extracting(LockReport::lock).doesNotContain(LockReport.INSTANCE);
        }
    }

    private static TestSchema scene(Flavour flavour) throws Exception {
        TestSchema schema = TestSchema.on(flavour);
        schema.execute("CREATE TABLE i (id INT AUTO_INCREMENT PRIMARY KEY)");
        return schema;
    }
}
