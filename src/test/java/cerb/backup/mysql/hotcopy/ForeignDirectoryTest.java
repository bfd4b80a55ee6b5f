package cerb.backup.mysql.hotcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.demo.EmbeddedDatabase;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.dump.DumpedFiles;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.hotcopy.restore.HotRestore;
import cerb.backup.mysql.load.LoadReport;
import cerb.backup.mysql.load.script.LoadOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A restore into one server, in a container perhaps, with the directory of another one that runs here and has a schema of the same name. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignDirectoryTest {
    private static final String LIMITED = "limited";

    @TempDir
    private Path staging;

    private EmbeddedDatabase target;
    private Session atTarget;

    @BeforeAll
    void start() {
        target = EmbeddedDatabase.start();
        atTarget = new Connections(address(EmbeddedDatabase.USER, "")).open();
    }

    @AfterAll
    void end() {
        atTarget.close();
        target.close();
    }

    @AfterEach
    void dropAccount() {
        atTarget.execute("DROP USER IF EXISTS " + LIMITED + "@'127.0.0.1'");
    }

    private DatabaseAddress address(String user, String schema) {
        return DatabaseAddress.of("127.0.0.1", target.port(), user, () -> "").withSchema(schema);
    }

    private void makeLimited(String schema, String global) {
        atTarget.execute("CREATE USER " + LIMITED + "@'127.0.0.1'");
        atTarget.execute("GRANT ALL ON " + Identifier.quote(schema) + ".* TO " + LIMITED + "@'127.0.0.1'");
        atTarget.execute("GRANT " + global + " ON *.* TO " + LIMITED + "@'127.0.0.1'");
    }

    private static HotRestore restore(DatabaseAddress into, DumpedFiles copied, Path directory) {
        return HotRestore.into(into, new LoadOptions(2, true, Set.of(), copied.expectedRows()), directory);
    }

    private static LoadReport run(HotRestore restore, DumpedFiles copied) {
        DumpReport report = copied.report();
        return restore.run(copied, report.files(), report.server().flavour(), report.server().version());
    }

    private static void assertRefused(HotRestore restore, DumpedFiles copied) {
        DumpReport report = copied.report();
        assertThatThrownBy(() -> restore.examine(copied, report.files(), report.server().flavour(), report.server().version())).hasMessageContaining("is another server's");
        assertThatThrownBy(() -> run(restore, copied)).hasMessageContaining("is another server's");
    }

    @ParameterizedTest
    @CsvSource({"root, true", "root, false", "limited, true", "limited, false"})
    void writesOverNoFileOfAnotherServer(String user, boolean present) throws Exception {
        try (HotScene production = new HotScene(Flavour.MARIADB, staging)) {
            production.original().execute("CREATE TABLE i (id INT PRIMARY KEY)", "CREATE TABLE m (id INT) ENGINE=MyISAM");
            DumpedFiles copied = production.copy();
            production.original().execute("INSERT INTO i VALUES (1), (2)", "INSERT INTO m VALUES (3)", "FLUSH TABLES");
            String schema = production.original().name();
            makeLimited(schema, "BINLOG ADMIN, RELOAD");
            if (present) {
                atTarget.execute("CREATE DATABASE " + schema);
                atTarget.execute("CREATE TABLE " + schema + ".precious (id INT)");
            }
            List<List<String>> before = atTarget.rows("SHOW DATABASES");
            try {
                assertRefused(restore(address(user, schema), copied, production.options().dataDirectory()), copied);
                assertThat(atTarget.rows("SHOW DATABASES")).isEqualTo(before);
                if (present) {
                    assertThat(atTarget.rows("SHOW TABLES FROM " + schema)).containsExactly(List.of("precious"));
                }
                production.original().execute("FLUSH TABLES");
                assertThat(production.original().rows("SELECT id FROM i UNION ALL SELECT id FROM m")).containsExactly(List.of("1"), List.of("2"), List.of("3"));
            } finally {
                atTarget.execute("DROP DATABASE IF EXISTS " + schema);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void anAccountOfOneSchemaRestoresIntoIt(boolean present) throws Exception {
        try (HotScene production = new HotScene(Flavour.MARIADB, staging)) {
            production.original().execute("CREATE TABLE i (id INT PRIMARY KEY)", "INSERT INTO i VALUES (1)");
            DumpedFiles copied = production.copy();
            String schema = production.original().name();
            makeLimited(schema, "BINLOG ADMIN");
            if (present) {
                atTarget.execute("CREATE DATABASE " + schema);
            }
            try {
                assertThat(run(restore(address(LIMITED, schema), copied, target.dataDirectory()), copied).rows()).containsEntry("i", 1L);
                assertThat(atTarget.rows("SHOW TABLES FROM " + schema)).containsExactly(List.of("i"));
            } finally {
                atTarget.execute("DROP DATABASE IF EXISTS " + schema);
            }
        }
    }

    @Test
    void anAccountThatCannotProveTheDirectoryIsRefused() throws Exception {
        try (HotScene production = new HotScene(Flavour.MARIADB, staging)) {
            production.original().execute("CREATE TABLE i (id INT PRIMARY KEY)");
            DumpedFiles copied = production.copy();
            String schema = production.original().name();
            makeLimited(schema, "RELOAD");
            assertThatThrownBy(() -> run(restore(address(LIMITED, schema), copied, target.dataDirectory()), copied)).hasMessageContaining("not that of a replica");
            assertThat(atTarget.rows("SHOW DATABASES LIKE '" + schema + "'")).isEmpty();
        }
    }

    /** The replica makes whatever the target makes, but for what is kept out of the binlog. */
    @Test
    void theDirectoryOfAReplicaIsNotTheTargets() throws Exception {
        try (HotScene production = new HotScene(Flavour.MARIADB, staging); EmbeddedDatabase replica = EmbeddedDatabase.start("--server-id=2")) {
            production.original().execute("CREATE TABLE i (id INT PRIMARY KEY)");
            DumpedFiles copied = production.copy();
            String schema = production.original().name();
            try (Session atReplica = new Connections(DatabaseAddress.of("127.0.0.1", replica.port(), EmbeddedDatabase.USER, () -> "")).open()) {
                atReplica.execute("CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + target.port() + ", MASTER_USER='root', MASTER_SSL=0");
                atReplica.execute("START SLAVE");
                atTarget.execute("CREATE DATABASE " + schema);
                var position = atTarget.row("SHOW MASTER STATUS");
                assertThat(atReplica.value("SELECT MASTER_POS_WAIT('" + position.get("File") + "', " + position.get("Position") + ", 30)")).isPresent();
                assertThat(Files.isDirectory(replica.dataDirectory().resolve(schema))).isTrue();
                assertRefused(restore(address(EmbeddedDatabase.USER, schema), copied, replica.dataDirectory()), copied);
            } finally {
                atTarget.execute("DROP DATABASE IF EXISTS " + schema);
            }
        }
    }
}
