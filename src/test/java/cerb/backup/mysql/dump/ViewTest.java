package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.load.Load;
import cerb.backup.mysql.load.LoadReport;
import cerb.backup.mysql.load.ability.Foreseen;
import cerb.backup.mysql.load.script.LoadOptions;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ViewTest {
    private static final DumpOptions PLAIN = DumpOptions.defaults();
    private static final DumpOptions LEAVING_OUT = PLAIN.withSelection(new TableSelection(TableSelection.ALL.include(), Pattern.compile("big_log"), Set.of()));

    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void viewsThatLackSomethingDoNotKeepTheRestFromComingBack(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            original.execute("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1)", "CREATE TABLE dropped (a INT)",
                "CREATE DEFINER=`nobody`@`nowhere` SQL SECURITY DEFINER VIEW without_definer AS SELECT a FROM t",
                        "CREATE VIEW without_table AS SELECT a FROM dropped", "CREATE VIEW of_that AS SELECT a FROM without_table WHERE a<>'\\\\'", "DROP TABLE dropped",
                "CREATE VIEW across AS SELECT t.a, (SELECT COUNT(*) FROM information_schema.SCHEMATA) AS n FROM t");
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            assertThat(dumped.report().omissions()).as("nothing that anybody can use is missing").isEmpty();
            assertThat(dumped.report().notes()).hasSize(2).anyMatch(note -> note.contains("view without_table cannot be opened by the server: ") && note.contains("doesn't exist") && note.contains("database.exclude"))
                    .anyMatch(note -> note.contains("view of_that cannot be opened by the server: "));
            assertThat(new String(dumped.files().get(original.name() + "/post.sql"))).contains("-- This view cannot be opened by the server: ", "VIEW `without_table` AS select");

            Load.into(copy.address(), LoadOptions.defaults()).run(dumped);
            original.close();
            assertThat(copy.value("SELECT a FROM across")).isEqualTo("1");
            assertThat(copy.rows("SHOW CREATE VIEW without_definer").get(0).get(1)).contains("DEFINER=`nobody`@`nowhere`")
                    .doesNotContain(original.name() + "`.");
        }
    }

    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void aViewOfWhatIsNotAtTheTargetIsNamedAndAllElseIsMade(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema other = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            other.execute("CREATE TABLE theirs (a INT)");
            original.execute("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1)", "CREATE VIEW a_view AS SELECT a FROM " + other.name() + ".theirs", "CREATE VIEW b_view AS SELECT a FROM a_view",
                "CREATE VIEW c_view AS SELECT a FROM t", "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 7", "CREATE EVENT e ON SCHEDULE AT '2037-01-01' DO SELECT 1");
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            other.close();

            LoadOptions options = LoadOptions.defaults().withChecksums(dumped.checksums(), dumped.report().server().flavour().name()).ofVersion(dumped.report().server().version());
            Foreseen foreseen = Load.into(copy.address(), options).examine(dumped);
            LoadReport report = Load.into(copy.address(), options.withTried(foreseen.tried())).run(dumped);
            assertThat(report.unmade()).containsOnlyKeys("view `a_view`", "view `b_view`").isEqualTo(foreseen.unmade());
            assertThat(report.unmade().get("view `a_view`")).contains(other.name());
            copy.execute("INSERT INTO t VALUES (2)");
            assertThat(copy.value("SELECT GROUP_CONCAT(a ORDER BY a) FROM c_view")).isEqualTo("1,7");
            assertThat(copy.rows("SHOW EVENTS")).hasSize(1);
            assertThat(copy.rows("SHOW TABLES LIKE 'cerb%'")).as("it is whole, as far as can be").isEmpty();
        }
    }

    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void aViewOfATableThatIsLeftOutIsKnownToTheDump(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            original.execute("CREATE TABLE t (a INT, big_log INT)", "INSERT INTO t VALUES (1, 2)", "CREATE TABLE big_log (id INT)", "CREATE VIEW v_log AS SELECT id FROM big_log",
                "CREATE VIEW joined AS SELECT t.a FROM t JOIN big_log ON big_log.id = t.a", "CREATE VIEW a_nested AS SELECT id FROM v_log",
                "CREATE VIEW not_it AS SELECT t.big_log, ' from `big_log`' AS `from ``big_log``` FROM t HAVING big_log > 0");
            DumpedFiles dumped = DumpedFiles.of(original.address(), LEAVING_OUT);
            assertThat(dumped.report().omissions()).hasSize(3).anyMatch(omission -> omission.startsWith("view v_log reads `big_log`, which is left out of the dump"))
                .anyMatch(omission -> omission.startsWith("view joined reads `big_log`")).anyMatch(omission -> omission.startsWith("view a_nested reads `v_log`"));

            LoadReport report = Load.into(copy.address(), LoadOptions.defaults()).run(dumped);
            assertThat(report.unmade()).isEmpty();
            assertThat(copy.value("SELECT big_log FROM not_it")).isEqualTo("2");
        }
    }
}
