package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.report.Consistency;
import cerb.backup.mysql.dump.report.TableReport;
import cerb.backup.mysql.lock.LockLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writers that keep two laws run on while a schema is dumped twenty times with every kind of lock; every dump must keep the laws. */
class PointInTimeTest {
    private static final int DUMPS = 20;

    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void everyDumpUnderLoadIsOfOneMoment(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            makeLaws(schema);
            try (Writers writers = new Writers()) {
                writers.repeat(schema, "START TRANSACTION", "INSERT INTO debit (v) VALUES (1)", "INSERT INTO credit (v) VALUES (1)", "COMMIT");
                writers.repeat(schema, "START TRANSACTION", "INSERT INTO credit (v) VALUES (1)", "INSERT INTO debit (v) VALUES (1)", "COMMIT");
                writers.repeat(schema, "INSERT INTO first_row (v) VALUES (1)", "INSERT INTO then_myisam (v) VALUES (1)");
                for (int i = 0; i < DUMPS; i++) {
                    assertLaws(DumpedFiles.of(schema.address(), options(null)), true);
                    assertLaws(DumpedFiles.of(schema.address(), options(Pattern.compile("then_myisam"))), false);
                }
                writers.assertWrote(100);
            }
        }
    }

    /** Loading the output of mysqldump, or a job of the administrator's, may write no binlog, and move no position in it. */
    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource(names = {"MARIADB", "MARIADB_DEBIAN"})
    void writersWithoutBinlogAreSeenAtOneMomentToo(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            makeLaws(schema);
            try (Writers writers = new Writers()) {
                writers.repeat(schema, "SET SESSION sql_log_bin=0", "START TRANSACTION", "INSERT INTO debit (v) VALUES (1)", "INSERT INTO credit (v) VALUES (1)", "COMMIT");
                writers.repeat(schema, "SET SESSION sql_log_bin=0", "START TRANSACTION", "INSERT INTO credit (v) VALUES (1)", "INSERT INTO debit (v) VALUES (1)", "COMMIT");
                for (int i = 0; i < DUMPS; i++) {
                    assertLaws(DumpedFiles.of(schema.address(), options(Pattern.compile("then_myisam"))), false);
                }
                writers.assertWrote(100);
            }
        }
    }

    private static DumpOptions options(Pattern exclude) {
        return new DumpOptions(new TableSelection(Pattern.compile(".*"), exclude, Set.of()), 2, new LockLimits(Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(1), false), 0, Map.of(),
                false, List.of());
    }

    private static void makeLaws(TestSchema schema) {
        schema.execute("CREATE TABLE debit (id INT AUTO_INCREMENT PRIMARY KEY, v INT)",
                "CREATE TABLE credit (id INT AUTO_INCREMENT PRIMARY KEY, v INT)",
            "CREATE TABLE first_row (id INT AUTO_INCREMENT PRIMARY KEY, v INT)",
                    "CREATE TABLE then_myisam (id INT AUTO_INCREMENT PRIMARY KEY, v INT) ENGINE=MyISAM",
            "CREATE VIEW balance AS SELECT COUNT(*) AS c FROM debit", "CREATE FUNCTION one() RETURNS INT DETERMINISTIC RETURN 1",
                    "CREATE PROCEDURE nothing() BEGIN END",
            "CREATE TRIGGER doubled BEFORE INSERT ON debit FOR EACH ROW SET NEW.v = NEW.v * 2",
                    "CREATE EVENT never ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1");
    }

    private static void assertLaws(DumpedFiles dumped, boolean mixed) {
        Map<String, TableReport> tables = dumped.report().tables().stream().collect(Collectors.toMap(TableReport::table, report -> report));
        assertThat(tables.get("debit").rows()).as("rows written in one transaction").isEqualTo(tables.get("credit").rows());
        assertThat(dumped.report().position()).isNotNull();
        if (mixed) {
            assertThat(tables.get("first_row").rows() - tables.get("then_myisam").rows()).as("rows written one after the other").isBetween(0L, 1L);
            assertThat(tables.get("then_myisam").consistency()).isEqualTo(Consistency.LOCKED);
        }
    }
}
