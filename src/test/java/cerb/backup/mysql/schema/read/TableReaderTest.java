package cerb.backup.mysql.schema.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.DumpedFiles;
import cerb.backup.mysql.load.Load;
import cerb.backup.mysql.load.LoadReport;
import cerb.backup.mysql.load.script.LoadOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TableReaderTest {
    @ParameterizedTest
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void anIndexThatIsHiddenFromTheOptimizerOrdersNothing(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            String hidden = schema.isMariaDb() ? "IGNORED" : "INVISIBLE";
            schema.execute("CREATE TABLE t (a INT NOT NULL, b INT NOT NULL, UNIQUE KEY kb (b), UNIQUE KEY ka (a) " + hidden + ")",
                    "INSERT INTO t VALUES (1,20),(2,10)");
            DumpedFiles dumped = DumpedFiles.of(schema.address(), DumpOptions.defaults());
            assertThat(new String(dumped.files().get(schema.name() + "/data/t.sql"))).contains("(10,2),\n(20,1);");
        }
    }

    @ParameterizedTest
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void aTableOfGeneratedColumnsAloneComesBackWithAllItsRows(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour); TestSchema copy = schema.sibling()) {
            schema.execute("CREATE TABLE none (a INT AS (1 + 1) VIRTUAL)", "CREATE TABLE two (a INT AS (1 + 1) VIRTUAL, b INT AS (3) STORED) ENGINE=MyISAM", "INSERT INTO two () VALUES (), ()");
            DumpedFiles dumped = DumpedFiles.of(schema.address(), DumpOptions.defaults());
            LoadReport report = Load.into(copy.address(), new LoadOptions(2, false, Set.of(), dumped.expectedRows())
                    .withChecksums(dumped.checksums(), dumped.report().server().flavour().name())).run(dumped);
            assertThat(report.rows()).isEqualTo(Map.of("none", 0L, "two", 2L));
            assertThat(copy.rows("SELECT a, b FROM two")).containsExactly(List.of("2", "3"), List.of("2", "3"));
        }
    }

    @ParameterizedTest
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void whyATableOfTablesCannotBeOpenedIsSaid(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            schema.execute("CREATE TABLE part (id INT) ENGINE=MyISAM", "CREATE TABLE whole (id INT) ENGINE=MERGE UNION=(part)", "DROP TABLE part");
            assertThatThrownBy(() -> DumpedFiles.of(schema.address(), DumpOptions.defaults())).isInstanceOf(DatabaseException.class).hasMessageContaining("whole")
                    .hasMessageMatching("(?s).*(nable to open underlying table|doesn't exist).*");
        }
    }

    @ParameterizedTest
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void aNameAtWhichAStatementWouldEndIsRefused(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            schema.execute("CREATE TABLE `nl\nx;\ny` (a INT)");
            assertThatThrownBy(() -> DumpedFiles.of(schema.address(), DumpOptions.defaults())).isInstanceOf(DatabaseException.class).hasMessageContaining("has a line that ends with a semicolon");
            schema.execute("DROP TABLE `nl\nx;\ny`", "CREATE TABLE plain (`c;\nd` INT)");
            assertThatThrownBy(() -> DumpedFiles.of(schema.address(), DumpOptions.defaults())).hasMessageContaining("table plain").hasMessageContaining("has a line that ends with a semicolon");
        }
    }
}
