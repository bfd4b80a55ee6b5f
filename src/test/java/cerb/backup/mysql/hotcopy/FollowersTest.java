package cerb.backup.mysql.hotcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.OwnMysql;
import cerb.backup.demo.EmbeddedDatabase;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.dump.DumpedFiles;
import cerb.backup.mysql.dump.TableSelection;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.dump.report.Reset;
import cerb.backup.mysql.hotcopy.restore.HotRestore;
import cerb.backup.mysql.load.script.LoadOptions;
import cerb.backup.mysql.load.script.LoadOptions.Neutralising;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A restore of files into a server that is not alone. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FollowersTest {
    @TempDir
    private Path staging;

    private static DatabaseAddress address(EmbeddedDatabase server, String schema) {
        return DatabaseAddress.of("127.0.0.1", server.port(), EmbeddedDatabase.USER, () -> "").withSchema(schema);
    }

    private static Session session(EmbeddedDatabase server) {
        return new Connections(address(server, "")).open();
    }

    private static HotRestore restore(DatabaseAddress target, DumpedFiles copied, Path directory) {
        return HotRestore.into(target, new LoadOptions(2, false, Set.of(), copied.expectedRows()), directory);
    }

    private DumpedFiles copied() throws Exception {
        try (HotScene scene = new HotScene(Flavour.MARIADB, staging)) {
            scene.original().execute("CREATE TABLE i (id INT PRIMARY KEY, t TEXT, FULLTEXT (t))", "INSERT INTO i VALUES (1, 'x'), (2, 'y')",
                    "CREATE TABLE p (id INT PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 2", "INSERT INTO p VALUES (1), (2)", "CREATE TABLE m (id INT) ENGINE=MyISAM", "INSERT INTO m VALUES (1)",
                    "CREATE VIEW v AS SELECT id FROM i", "CREATE TABLE r (id INT PRIMARY KEY, at INT)", "INSERT INTO r VALUES (1, 9), (2, 9)", "CREATE TABLE index_of_r (id INT)");
            TableSelection selection = new TableSelection(TableSelection.ALL.include(), null, Set.of("index_of_r"));
            return scene.copy(scene.address(), scene.selection().withSelection(selection).withResets(List.of(new Reset("index_of_r"::equals, "r", "UPDATE `r` SET `at`=0 WHERE id=1"))));
        }
    }

    private static HotRestore restore(EmbeddedDatabase server, DumpedFiles copied, Neutralising neutralising) {
        return HotRestore.into(address(server, "restored"), new LoadOptions(2, false, Set.of(), copied.expectedRows()).neutralisedBy(neutralising).withResets(List.of("UPDATE r SET at=0 WHERE id=2")),
                server.dataDirectory());
    }

    private static List<String> notices(HotRestore restore, DumpedFiles copied) {
        DumpReport report = copied.report();
        return restore.examine(copied, report.files(), report.server().flavour(), report.server().version()).notices();
    }

    private static Map<String, Long> run(HotRestore restore, DumpedFiles copied) {
        DumpReport report = copied.report();
        return restore.run(copied, report.files(), report.server().flavour(), report.server().version()).rows();
    }

    private static void change(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE i SET t='changed' WHERE id=1");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It could import no file, and would change no row that it has not. */
    @Test
    void aReplicaGoesOnWithoutTheRowsAndThatIsSaid() throws Exception {
        DumpedFiles copied = copied();
        try (EmbeddedDatabase source = EmbeddedDatabase.start("--binlog-format=ROW"); EmbeddedDatabase replica = EmbeddedDatabase.start("--server-id=2");
                Session atSource = session(source); Session atReplica = session(replica)) {
            HotRestore restore = restore(source, copied, new Neutralising(Set.of("i"), FollowersTest::change));
            assertThat(notices(restore, copied)).singleElement().asString().startsWith("a replica of this server, if it has one");
            atReplica.execute("CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + source.port() + ", MASTER_USER='root', MASTER_SSL=0");
            atReplica.execute("START SLAVE");
            atSource.execute("CREATE DATABASE other");
            follow(atSource, atReplica);
            assertThat(notices(restore, copied)).singleElement().asString().startsWith("the replica of this server gets the restored tables without rows").doesNotContain("stops");
            assertThat(run(restore, copied)).isEqualTo(Map.of("i", 2L, "p", 2L, "m", 1L, "r", 2L));
            assertThat(atSource.rows("SELECT t FROM restored.i ORDER BY id")).containsExactly(List.of("changed"), List.of("y"));
            assertThat(atSource.rows("SELECT at FROM restored.r")).as("reset by the dump, and by the restore").containsExactly(List.of("0"), List.of("0"));
            atSource.execute("CREATE TABLE other.t (id INT)");
            follow(atSource, atReplica);
            assertThat(atReplica.rows("SHOW TABLES FROM restored")).isEqualTo(atSource.rows("SHOW TABLES FROM restored"));
            assertThat(atReplica.rows("SELECT id FROM restored.i UNION ALL SELECT id FROM restored.p UNION ALL SELECT id FROM restored.m UNION ALL SELECT id FROM restored.r")).isEmpty();
        }
    }

    private static void follow(Session atSource, Session atReplica) {
        Map<String, String> position = atSource.row("SHOW MASTER STATUS");
        atReplica.rows("SELECT MASTER_POS_WAIT('" + position.get("File") + "', " + position.get("Position") + ", 30)");
        Map<String, String> status = atReplica.row("SHOW SLAVE STATUS");
        assertThat(status.get("Last_SQL_Error")).isEmpty();
        assertThat(status.get("Exec_Master_Log_Pos")).isEqualTo(position.get("Position"));
    }

    @Test
    void aNodeOfAClusterIsRefused() throws Exception {
        DumpedFiles copied = copied();
        try (EmbeddedDatabase node = EmbeddedDatabase.start("--wsrep-on=ON", "--binlog-format=ROW", "--innodb-autoinc-lock-mode=2"); Session session = session(node)) {
            HotRestore restore = restore(node, copied, Neutralising.NOTHING);
            assertThatThrownBy(() -> notices(restore, copied)).hasMessageContaining("node of a cluster");
            assertThatThrownBy(() -> run(restore, copied)).hasMessageContaining("node of a cluster");
            assertThat(session.rows("SHOW DATABASES LIKE 'restored'")).isEmpty();
        }
    }

    /** A group that was lost is begun anew from one that was restored alone. */
    @Test
    void aMemberOfAReplicationGroupIsRefusedUntilItHasLeft(@TempDir Path directory) throws Exception {
        DumpedFiles copied;
        try (HotScene scene = new HotScene(Flavour.MYSQL, staging)) {
            scene.original().execute("CREATE TABLE i (id INT PRIMARY KEY)", "INSERT INTO i VALUES (1)");
            copied = scene.copy();
        }
        try (OwnMysql member = OwnMysql.start(directory, "--server-id=1", "--gtid-mode=ON", "--enforce-gtid-consistency=ON", "--plugin-load-add=group_replication.so",
                "--loose-group-replication-group-name=" + UUID.randomUUID(), "--loose-group-replication-local-address=127.0.0.1:" + freePort(),
                "--loose-group-replication-bootstrap-group=ON", "--loose-group-replication-start-on-boot=OFF")) {
            DatabaseAddress server = DatabaseAddress.of("127.0.0.1", member.port(), "root", () -> "");
            HotRestore restore = restore(server.withSchema("restored"), copied, directory.resolve("data"));
            HotRestore blind = restore(DatabaseAddress.of("127.0.0.1", member.port(), "blind", () -> "").withSchema("restored"), copied, directory.resolve("data"));
            try (Session session = new Connections(server).open()) {
                session.execute("CREATE USER blind@'127.0.0.1'");
                session.execute("GRANT ALL ON restored.* TO blind@'127.0.0.1'");
                session.execute("START GROUP_REPLICATION");
                assertThatThrownBy(() -> notices(restore, copied)).hasMessageContaining("it is a member of a replication group");
                assertThatThrownBy(() -> run(restore, copied)).hasMessageContaining("it is a member of a replication group");
                assertThatThrownBy(() -> run(blind, copied)).hasMessageContaining("it may be a member of a replication group");
                assertThat(session.rows("SHOW DATABASES LIKE 'restored'")).isEmpty();
                session.execute("STOP GROUP_REPLICATION");
                session.execute("SET GLOBAL super_read_only=OFF");
                session.execute("SET GLOBAL read_only=OFF");
                assertThat(run(restore, copied)).isEqualTo(Map.of("i", 1L));
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
