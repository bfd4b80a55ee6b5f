package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.Tls;
import cerb.backup.mysql.dump.report.Consistency;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.dump.report.TableReport;
import cerb.backup.mysql.load.Load;
import cerb.backup.mysql.load.script.LoadOptions;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrivilegesTest {
    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void whatTheAccountCannotSeeIsNeverLeftOutSilently(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            String account = "'" + schema.name() + "'@'%'";
            String scope = " ON `" + schema.name().replace("_", "\\_") + "`.* TO " + account;
            schema.execute("CREATE TABLE i (id INT PRIMARY KEY)", "CREATE PROCEDURE p() SELECT 1", "CREATE USER " + account
                    + " IDENTIFIED BY 'se cret'", "GRANT SELECT" + scope);
            try {
                DatabaseAddress address = new DatabaseAddress("127.0.0.1", schema.port(), "", schema.name(), schema.name(),
                        () -> "se cret", Tls.PREFERRED);
                assertThatThrownBy(() -> DumpedFiles.of(address, DumpOptions.defaults().withoutAccounts())).isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("it lacks SHOW VIEW, TRIGGER, EVENT")
                    .extracting(e -> ((DatabaseException) e).remedy()).asString().startsWith("Run: GRANT SHOW VIEW, TRIGGER, EVENT");

                schema.execute("GRANT SHOW VIEW, TRIGGER, EVENT, LOCK TABLES" + scope);
                DumpReport report = DumpedFiles.of(address, DumpOptions.defaults().withoutAccounts()).report();
                assertThat(report.incomplete()).isTrue();
                assertThat(report.omissions()).singleElement().asString().contains("stored routines may be missing");

                // It may execute the routine, and so is told of it, as with all privileges on the schema.
                schema.execute("GRANT EXECUTE" + scope);
                DumpedFiles withoutBody = DumpedFiles.of(address, DumpOptions.defaults().withoutAccounts());
                assertThat(withoutBody.report().omissions()).singleElement().asString().startsWith("procedure p and perhaps other stored routines are missing").contains("run: GRANT S");
                assertThat(new String(withoutBody.files().get(schema.name() + "/post.sql"))).contains("\n-- The procedure p is missing");
                try (TestSchema copy = schema.sibling()) {
                    Load.into(copy.address(), LoadOptions.defaults()).run(withoutBody);
                }

                schema.execute("CREATE TABLE m (id INT) ENGINE=MyISAM");
                schema.execute(schema.isMariaDb() ? "GRANT SELECT ON mysql.proc TO " + account : "GRANT SHOW_ROUTINE ON *.* TO " + account);
                DumpedFiles whole = DumpedFiles.of(address, DumpOptions.defaults().withoutAccounts());
                assertThat(whole.report().omissions()).isEmpty();
                assertThat(new String(whole.files().get(schema.name() + "/post.sql"))).contains("PROCEDURE `p`");
            } finally {
                schema.execute("DROP USER " + account);
            }
        }
    }

    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void withoutLockTablesOneSnapshotHoldsTheRowsAndTheOthersAreMarked(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour); Writers writers = new Writers()) {
            String account = "'" + schema.name() + "'@'%'";
            schema.execute("CREATE TABLE debit (id INT AUTO_INCREMENT PRIMARY KEY)", "CREATE TABLE credit (id INT AUTO_INCREMENT PRIMARY KEY)",
                    "CREATE TABLE m (id INT) ENGINE=MyISAM", "INSERT INTO m VALUES (1)", "CREATE USER " + account + " IDENTIFIED BY 'se cret'",
                    "GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON `" + schema.name().replace("_", "\\_") + "`.* TO " + account);
            writers.repeat(schema, "START TRANSACTION", "INSERT INTO debit VALUES ()", "INSERT INTO credit VALUES ()", "COMMIT");
            try {
                DatabaseAddress address = new DatabaseAddress("127.0.0.1", schema.port(), "", schema.name(), schema.name(), () -> "se cret", Tls.PREFERRED);
                for (int i = 0; i < 10; i++) {
                    DumpReport report = DumpedFiles.of(address, DumpOptions.defaults().withoutAccounts()).report();
                    Map<String, TableReport> tables = report.tables().stream().collect(Collectors.toMap(TableReport::table, table -> table));
                    assertThat(tables.get("debit").rows()).as("rows written in one transaction").isEqualTo(tables.get("credit").rows());
                    assertThat(tables.get("debit").consistency()).isEqualTo(Consistency.SNAPSHOT);
                    assertThat(tables.get("m").consistency()).isEqualTo(Consistency.BEST_EFFORT);
                    assertThat(report.incomplete()).isTrue();
                    assertThat(report.omissions()).anyMatch(omission -> omission.contains("the rows of m ") && omission.contains("Run: GRANT LOCK TABLES ON `"));
                    assertThat(report.notes()).anyMatch(note -> note.contains("the account lacks LOCK TABLES"));
                    assertThat(report.locks()).isEmpty();
                }
                writers.assertWrote(50);
            } finally {
                schema.execute("DROP USER " + account);
            }
        }
    }
}
