package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.load.Load;
import cerb.backup.mysql.load.script.LoadOptions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** System-versioned tables of MariaDB, beyond what the torture schema shows. */
class HistoryTest {
    /** Loaded with their numbers, rows that were deleted would come back as current ones. */
    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MYSQL")
    void historyByTransactionsIsLeftOutAndSaid(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            original.execute("""
                CREATE TABLE t (id INT PRIMARY KEY, v INT, a BIGINT UNSIGNED GENERATED ALWAYS AS ROW START INVISIBLE, b BIGINT UNSIGNED GENERATED ALWAYS AS ROW END INVISIBLE,
                PERIOD FOR SYSTEM_TIME (a, b)) WITH SYSTEM VERSIONING""",
                "INSERT INTO t VALUES (1, 1), (2, 2)", "UPDATE t SET v = 10 WHERE id = 1", "DELETE FROM t WHERE id = 2");
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            assertThat(dumped.report().omissions()).singleElement().asString().contains("the history of table t is missing");

            Load.into(copy.address(), new LoadOptions(2, false, Set.of(), dumped.expectedRows())).run(dumped);
            assertThat(copy.rows("SELECT id, v FROM t FOR SYSTEM_TIME ALL")).containsExactly(List.of("1", "10"));
        }
    }
}
