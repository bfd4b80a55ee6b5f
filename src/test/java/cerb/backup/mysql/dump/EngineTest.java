package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.report.Consistency;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.dump.report.TableReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every storage engine that the server at hand has. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EngineTest {
    /** Those that keep rows of their own. */
    private static final List<String> ENGINES = List.of("InnoDB", "MyISAM", "MEMORY", "CSV", "ARCHIVE", "Aria", "RocksDB");

    @ParameterizedTest
    @EnumSource
    void aTableIsHeldByASnapshotOnlyWhereTheServerCallsItsEngineTransactional(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            Map<String, String> engines = schema.rows("SELECT ENGINE, TRANSACTIONS FROM information_schema.ENGINES WHERE SUPPORT IN ('YES', 'DEFAULT')").stream()
                    .collect(Collectors.toMap(row -> row.get(0), row -> row.get(1)));
            Map<String, Consistency> expected = new TreeMap<>();
            for (String engine : ENGINES) {
                engines.entrySet().stream().filter(known -> known.getKey().equalsIgnoreCase(engine)).findFirst().ifPresent(known -> {
                    String table = "t_" + engine.toLowerCase(Locale.ROOT);
                    schema.execute("CREATE TABLE " + table + " (id INT NOT NULL) ENGINE=" + engine, "INSERT INTO " + table + " VALUES (7)");
                    expected.put(table, known.getValue().equals("YES") ? Consistency.SNAPSHOT : Consistency.LOCKED);
                });
            }
            DumpReport report = DumpedFiles.of(schema.address(), DumpOptions.defaults()).report();
            assertThat(report.tables().stream().collect(Collectors.toMap(TableReport::table, TableReport::consistency))).isEqualTo(expected);
            assertThat(report.tables()).allSatisfy(table -> assertThat(table.rows()).as(table.table()).isEqualTo(1));
            assertThat(report.locks()).hasSize(1 + (int) expected.values().stream().filter(Consistency.LOCKED::equals).count());
            assertThat(report.incomplete()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void tablesWithoutRowsOfTheirOwnAreMissedOnlyWhereTheRowsAreMissing(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour); TestSchema other = TestSchema.on(flavour)) {
            List<String> statements = new ArrayList<>(List.of("CREATE TABLE one (id INT) ENGINE=MyISAM", "INSERT INTO one VALUES (1)",
                    "CREATE TABLE joined (id INT) ENGINE=MERGE UNION=(one)"));
            boolean hasBlackhole = !schema.rows("SELECT 1 FROM information_schema.ENGINES WHERE ENGINE='BLACKHOLE' AND SUPPORT='YES'").isEmpty();
            if (hasBlackhole) {
                statements.add("CREATE TABLE hole (id INT) ENGINE=BLACKHOLE");
            }
            schema.execute(statements.toArray(String[]::new));
            assertThat(DumpedFiles.of(schema.address(), DumpOptions.defaults()).report().omissions()).isEmpty();

            other.execute("CREATE TABLE two (id INT) ENGINE=MyISAM");
            schema.execute("CREATE TABLE far (id INT) ENGINE=MERGE UNION=(one, " + other.name() + ".two)");
            assertThat(DumpedFiles.of(schema.address(), DumpOptions.defaults()).report().omissions()).singleElement().asString().contains("table far", "not its own");
        }
    }
}
