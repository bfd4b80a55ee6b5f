package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.load.Load;
import cerb.backup.mysql.load.script.LoadOptions;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A schema that comes back under another name beside the one it came from. */
class OtherNameTest {
    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void whatNamesItsSchemaIsMadeInTheOtherOne(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            String schema = original.name();
            original.execute("CREATE TABLE " + schema + ".t (a INT, b INT)", "CREATE FUNCTION " + schema + ".f() RETURNS INT NO SQL RETURN 5",
                "CREATE TRIGGER " + schema + ".`tr.1` BEFORE INSERT ON `" + schema + "` . t FOR EACH ROW SET NEW.b = 7",
                "CREATE VIEW " + schema + ".v AS SELECT a, " + schema + ".f() AS f FROM " + schema + ".t",
                "CREATE EVENT " + schema + ".e ON SCHEDULE AT '2037-01-01' DO SELECT 1", "CREATE PROCEDURE " + schema + ".p() SELECT 1");
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            original.execute("DROP TRIGGER `tr.1`", "DROP EVENT e", "DROP PROCEDURE p", "DROP VIEW v");

            assertThat(Load.into(copy.address(), LoadOptions.defaults()).run(dumped).warnings()).isEmpty();
            copy.execute("INSERT INTO t (a) VALUES (1)");
            assertThat(copy.rows("SELECT b, f FROM t JOIN v USING (a)")).containsExactly(List.of("7", "5"));
            assertThat(copy.rows("SHOW CREATE EVENT e")).hasSize(1);
            assertThat(copy.rows("SHOW CREATE PROCEDURE p")).hasSize(1);
            assertThat(original.rows("SHOW TRIGGERS")).isEmpty();
            assertThat(original.rows("SHOW EVENTS")).isEmpty();
        }
    }

    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource(names = "MYSQL", mode = EnumSource.Mode.EXCLUDE)
    void aDefaultTakesTheNumbersOfItsOwnSequence(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            original.execute("CREATE SEQUENCE s", "CREATE TABLE t (a INT DEFAULT NEXTVAL(s), b INT DEFAULT LASTVAL(s), c INT DEFAULT (PREVIOUS VALUE FOR s))");
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            original.execute("DROP TABLE t", "DROP SEQUENCE s");

            Load.into(copy.address(), LoadOptions.defaults()).run(dumped);
            copy.execute("INSERT INTO t (b) VALUES (0)");
            assertThat(copy.value("SELECT a FROM t")).isEqualTo("1");
            assertThat(copy.rows("SHOW CREATE TABLE t").get(0).get(1)).contains("lastval(").doesNotContain(original.name() + "`.");
        }
    }

    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void whatNamesTheOldSchemaIsNamed(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            String schema = original.name();
            original.execute("CREATE TABLE t (a INT)", "CREATE TABLE inv (a INT)", "CREATE TRIGGER writes AFTER INSERT ON t FOR EACH ROW INSERT INTO " + schema + ".inv VALUES (NEW.a)",
                "CREATE PROCEDURE p() SELECT * FROM `" + schema + "` . `inv`", "CREATE PROCEDURE q() SELECT '" + schema + "', x" + schema + ".a FROM t AS x" + schema, "CREATE PROCEDURE r() SELECT * FROM t");
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            assertThat(Load.into(copy.address(), LoadOptions.defaults()).run(dumped).warnings()).singleElement().asString()
                .startsWith("procedure `p`, trigger `writes` name the schema `" + schema + "`, which the dump is of").contains("not in `" + copy.name() + "`");
            original.execute("DROP TABLE t, inv", "DROP PROCEDURE p", "DROP PROCEDURE q", "DROP PROCEDURE r");
            assertThat(Load.into(original.address(), LoadOptions.defaults()).run(dumped).warnings()).as("under its own name").isEmpty();
        }
    }
}
