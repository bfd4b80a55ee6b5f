package cerb.backup.mysql.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.demo.EmbeddedDatabase;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.DumpedFiles;
import cerb.backup.mysql.load.script.LoadOptions;
import cerb.backup.mysql.load.script.ScriptLoader;
import cerb.backup.mysql.load.trial.Trial;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A dump of one server into another: it loads, or it is refused while the target is as it was. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AcrossServersTest {
    private static final DumpOptions PLAIN = DumpOptions.defaults().withoutAccounts();

    @ParameterizedTest
    @CsvSource({"MARIADB,MYSQL", "MARIADB_DEBIAN,MYSQL", "MYSQL,MARIADB", "MYSQL,MARIADB_DEBIAN", "MARIADB,MARIADB_DEBIAN", "MARIADB_DEBIAN,MARIADB"})
    void whatBothKnowIsLoaded(Flavour from, Flavour to) throws Exception {
        try (TestSchema original = TestSchema.on(from); TestSchema copy = TestSchema.on(to)) {
            original.execute("""
                CREATE TABLE ticket (id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, subject VARCHAR(255) NOT NULL DEFAULT 'WITH SYSTEM VERSIONING ENGINE=Aria', body MEDIUMTEXT,
                at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, score DECIMAL(8,4), f FLOAT, b VARBINARY(9), e ENUM('a', 'it''s'),
                up INT UNSIGNED, g POINT, twice DECIMAL(9,4) AS (score * 2) STORED, KEY (subject(20)), FULLTEXT (body), CONSTRAINT up FOREIGN KEY (up) REFERENCES ticket (id))
                COMMENT '/*M! */ COLLATE nowhere_ci'""",
                "INSERT INTO ticket (id, subject, body, at, score, f, b, e, up, g) VALUES (1, 'ü', '日本', '2026-01-01 00:00:00', 1.5, 0.1, X'00FF', 'it''s', 1, POINT(1, 2))",
                "CREATE TABLE old (id INT, t TEXT CHARACTER SET latin1) ENGINE=MyISAM", "INSERT INTO old VALUES (1, 'é')",
                "CREATE TABLE parts (id INT PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 2", "INSERT INTO parts VALUES (1), (2)",
                "SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci", "CREATE SQL SECURITY INVOKER VIEW v AS SELECT id, subject FROM ticket", "CREATE TRIGGER t BEFORE INSERT ON old FOR EACH ROW SET NEW.id = 7",
                "CREATE PROCEDURE p() SELECT 1", "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' DISABLE DO SELECT 1");
            DumpedFiles dumped = DumpedFiles.of(original.address(), PLAIN);
            Load.into(copy.address(), new LoadOptions(2, true, Set.of(), dumped.expectedRows())).run(dumped);
            for (String sql : List.of("SELECT id, subject, body, at, score, f*1E0, b, e, up, g, twice FROM ticket", "SELECT * FROM old", "SELECT * FROM parts ORDER BY id", "SELECT * FROM v")) {
                assertThat(copy.hexRows(sql)).as(sql).isEqualTo(original.hexRows(sql));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "CREATE SEQUENCE o | sequence `o`: sequence", "CREATE TABLE o (id INT PRIMARY KEY) WITH SYSTEM VERSIONING | table `o`: system versioning",
        "CREATE TABLE o (id INT, s DATE, e DATE, PERIOD FOR p (s, e)) | table `o`: application-time period", "CREATE TABLE o (u UUID) | table `o`: type uuid",
        "CREATE TABLE o (u INET6) | table `o`: type inet6", "CREATE TABLE o (id INT) ENGINE=Aria | table `o`: engine Aria",
        "CREATE TABLE o (t VARCHAR(9) COLLATE utf8mb4_uca1400_ai_ci) | table `o`: collation utf8mb4_uca1400_ai_ci", "CREATE TABLE o (t TEXT COMPRESSED) | table `o`: compressed column",
        "CREATE TABLE o (id INT, KEY k (id) IGNORED) | table `o`: ignored index", "CREATE TABLE o (id VARCHAR(40) DEFAULT UUID()) | table `o`: default expression without parentheses",
        "CREATE TABLE o (id TEXT DEFAULT 'x') | table `o`: default value of a text or blob", "CREATE TABLE o (id BLOB, UNIQUE (id)) | table `o`: unique index over long values",
        "CREATE TABLE o (id INT) PAGE_COMPRESSED=1 | table `o`: page compression", "SET sql_mode='NO_AUTO_CREATE_USER'; CREATE PROCEDURE o() SELECT 1 | procedure `o`: was made in a session that this server does not know",
        "SET sql_mode='ORACLE'; CREATE PACKAGE o AS FUNCTION f RETURN INT @ END | package `o`: package",
        "CREATE AGGREGATE FUNCTION o(x INT) RETURNS INT READS SQL DATA BEGIN DECLARE CONTINUE HANDLER FOR NOT FOUND RETURN 1@ LOOP FETCH GROUP NEXT ROW@ END LOOP@ END | function `o`: aggregate function"})
    void whatMySqlLacksIsRefused(String statements, String reason) throws Exception {
        refused(Flavour.MARIADB, Flavour.MYSQL, statements, reason);
        refused(Flavour.MARIADB_DEBIAN, Flavour.MYSQL, statements, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "CREATE TABLE o (t VARCHAR(9) COLLATE utf8mb4_mn_cyrl_0900_ai_ci) | table `o`: collation utf8mb4_mn_cyrl_0900_ai_ci",
        "CREATE TABLE o (t VARCHAR(9) CHARACTER SET gb18030) | table `o`: character set gb18030", "CREATE TABLE o (a INT, b INT INVISIBLE) | table `o`: invisible column",
        "SET sql_generate_invisible_primary_key=1; CREATE TABLE o (a INT) | table `o`: invisible column", "CREATE TABLE o (a INT, KEY k (a) INVISIBLE) | table `o`: invisible column or index",
        "CREATE TABLE o (a INT, KEY k (a, (a + 1))) | table `o`: functional index", "CREATE TABLE o (a INT, CHECK (a > 0) NOT ENFORCED) | table `o`: check constraint that is not enforced",
        "CREATE TABLE o (g POINT SRID 4326) | table `o`: column of one spatial reference system", "CREATE TABLE o (v VECTOR(3)) | table `o`: vector",
        "CREATE TABLE o (t TEXT, FULLTEXT (t) WITH PARSER ngram) | table `o`: full-text parser `ngram`", "CREATE TABLE o (a INT) AUTOEXTEND_SIZE=4M | table `o`: attribute that only MySQL knows",
        "CREATE LIBRARY o LANGUAGE JAVASCRIPT AS 'x' | library `o`: library",
        "CREATE TABLE t (id INT PRIMARY KEY); CREATE JSON RELATIONAL DUALITY VIEW o AS SELECT JSON_DUALITY_OBJECT('_id': id) FROM t | view `o`: JSON duality view",
        "CREATE TABLE t (id INT PRIMARY KEY); CREATE MATERIALIZED VIEW o AS SELECT id FROM t | view `o`: materialized view",
        "SET sql_mode='TIME_TRUNCATE_FRACTIONAL'; CREATE PROCEDURE o() SELECT 1 | procedure `o`: was made in a session that this server does not know", "CREATE EVENT o ON SCHEDULE EVERY 1 DAY DISABLE ON REPLICA DO SELECT 1 | event `o`: event that is disabled on replicas"})
    void whatMariaDbLacksIsRefused(String statements, String reason) throws Exception {
        refused(Flavour.MYSQL, Flavour.MARIADB, statements, reason);
        refused(Flavour.MYSQL, Flavour.MARIADB_DEBIAN, statements, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "MARIADB | MYSQL | CREATE TABLE o (id INT) ENGINE=MyISAM PARTITION BY HASH (id) PARTITIONS 2 | table `o`: ", "MARIADB | MYSQL | CREATE TABLE o (d DECIMAL(40,38)) | table `o`: ",
        "MARIADB_DEBIAN | MYSQL | CREATE VIEW o AS SELECT JSON_DETAILED('[1]') AS j | view `o`: FUNCTION ",
        "MYSQL | MARIADB | CREATE TABLE o (id BINARY(16) DEFAULT (UUID_TO_BIN(UUID()))) | table `o`: ",
        "MYSQL | MARIADB | CREATE TABLE t (a INT); CREATE VIEW o AS SELECT t.a, l.b FROM t, LATERAL (SELECT t.a AS b) AS l | view `o`: "})
    void whatNobodyHasListedIsTriedAndRefused(Flavour from, Flavour to, String statements, String reason) throws Exception {
        refused(from, to, statements, reason);
    }

    @ParameterizedTest
    @EnumSource
    void whatATrialLeftIsNamed(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = TestSchema.on(flavour)) {
            String trial = Trial.name(copy.name());
            original.execute("CREATE TABLE o (id INT)", "CREATE DATABASE " + trial);
            DumpedFiles dumped = DumpedFiles.of(original.address(), PLAIN);
            assertThatThrownBy(() -> Load.into(copy.address(), LoadOptions.defaults()).run(dumped)).isInstanceOf(DatabaseException.class)
                    .extracting(e -> ((DatabaseException) e).remedy()).asString().contains("DROP DATABASE `" + trial + "`");
            original.execute("DROP DATABASE " + trial);
            Load.into(copy.address(), LoadOptions.defaults()).run(dumped);
            assertThat(copy.rows("SHOW DATABASES LIKE '" + trial.replace("_", "\\_") + "'")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTableWhoseRowsMayNotFitAPageIsMadeAgain(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = TestSchema.on(flavour)) {
            String columns = IntStream.range(0, 200).mapToObj(i -> "c" + i + " VARCHAR(255) CHARACTER SET latin1").collect(Collectors.joining(", "));
            original.execute("SET SESSION innodb_strict_mode=0", "CREATE TABLE wide (" + columns + ") ENGINE=InnoDB", "INSERT INTO wide (c7) VALUES ('x')");
            Load.into(copy.address(), LoadOptions.defaults()).run(DumpedFiles.of(original.address(), PLAIN));
            assertThat(copy.value("SELECT c7 FROM wide")).isEqualTo("x");
        }
    }

    @ParameterizedTest
    @CsvSource({"MARIADB,0", "MARIADB,1", "MARIADB_DEBIAN,0", "MARIADB_DEBIAN,1", "MYSQL,0", "MYSQL,1"})
    void aTableThatIsTooWideInAnyCaseLeavesTheModeAsItWas(Flavour flavour, String mode) throws Exception {
        try (TestSchema copy = TestSchema.on(flavour); Session session = new Connections(copy.address()).open()) {
            session.execute("SET SESSION innodb_strict_mode=" + mode);
            String columns = IntStream.range(0, 300).mapToObj(i -> "c" + i + " VARCHAR(255) CHARACTER SET latin1").collect(Collectors.joining(", "));
            ScriptLoader scripts = new ScriptLoader(session, DumpedFiles.of(copy.address(), PLAIN));
            assertThatThrownBy(() -> scripts.make("CREATE TABLE `wide` (" + columns + ") ENGINE=InnoDB")).hasMessageContaining("Row size too large");
            assertThat(session.value("SELECT @@SESSION.innodb_strict_mode")).contains(mode);
        }
    }

    @Test
    void aServerThatFoldsCaseHasTheRowsOfNamesInCapitals() throws Exception {
        try (EmbeddedDatabase folding = EmbeddedDatabase.start("--lower-case-table-names=1", "--skip-log-bin"); TestSchema original = TestSchema.on(Flavour.MARIADB)) {
            original.execute("CREATE TABLE Ticket (id INT PRIMARY KEY, Subject TEXT)", "INSERT INTO Ticket VALUES (1, 'x')", "CREATE VIEW Seen AS SELECT id FROM Ticket",
                "CREATE TABLE Mailbox (id INT PRIMARY KEY)", "INSERT INTO Mailbox VALUES (1), (2)");
            DumpedFiles dumped = DumpedFiles.of(original.address(), PLAIN);
            TestSchema copy = TestSchema.existing(Flavour.MARIADB, folding.port(), original.name());
            LoadOptions options = new LoadOptions(2, false, Set.of(), dumped.expectedRows()).withChecksums(dumped.checksums(), "MARIADB");
            assertThat(Load.into(copy.address(), options.neutralisedBy(new LoadOptions.Neutralising(Set.of("Mailbox"), AcrossServersTest::commit))).run(dumped).compared()).isEqualTo(2);
            assertThat(copy.value("SELECT COUNT(*) FROM seen")).isEqualTo("1");
            dumped.replace(original.name() + "/data/Ticket.sql", new String(dumped.files().get(original.name() + "/data/Ticket.sql")).replace("'x'", "'y'"));
            assertThatThrownBy(() -> Load.into(copy.address().withSchema("other"), options).run(dumped)).hasMessageContaining("`ticket`: checksum ");
        }
    }

    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Words of the other family, where they mean nothing. */
    @ParameterizedTest
    @EnumSource
    void remarksAndLiteralsAreNoReason(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            original.execute("CREATE TABLE `/*M! x */` (a VARCHAR(99) DEFAULT '/*!80023 INVISIBLE */' COMMENT 'COLLATE nowhere')",
                "CREATE PROCEDURE p() BEGIN /* COLLATE nowhere_ci ENGINE=Nothing */ /*M!999999 x */ /*!99999 INVISIBLE */ SELECT 1; END");
            Load.into(copy.address(), LoadOptions.defaults()).run(DumpedFiles.of(original.address(), PLAIN));
            assertThat(copy.rows("SHOW CREATE PROCEDURE p")).hasSize(1);
        }
    }

    private static void refused(Flavour from, Flavour to, String statements, String reason) throws Exception {
        try (TestSchema original = TestSchema.on(from); TestSchema copy = TestSchema.on(to)) {
            original.execute(List.of(statements.split("; ")).stream().map(sql -> sql.replace('@', ';')).toArray(String[]::new));
            copy.execute("CREATE TABLE precious (a INT)", "INSERT INTO precious VALUES (1)");
            DumpedFiles dumped = DumpedFiles.of(original.address(), PLAIN);
            assertThatThrownBy(() -> Load.into(copy.address(), new LoadOptions(2, true, Set.of(), Map.of())).run(dumped)).as("%s to %s", from, to)
                    .isInstanceOf(DatabaseException.class).hasMessageContaining("refused").hasMessageContaining(reason);
            assertThat(copy.value("SELECT a FROM precious")).isEqualTo("1");
            assertThat(copy.rows("SHOW DATABASES LIKE '" + Trial.name(copy.name()).replace("_", "\\_") + "'")).isEmpty();
        }
    }
}
