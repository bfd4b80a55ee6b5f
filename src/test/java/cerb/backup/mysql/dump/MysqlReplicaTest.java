package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.OwnMysql;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.lock.LockLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A dump of a replica that speaks of sources and replicas. Its source is of its own: what other tests do to accounts at theirs would be replicated, and end the replication.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MysqlReplicaTest {
    @TempDir
    static Path directory;

    private OwnMysql source;
    private OwnMysql replica;
    private Session atSource;
    private Session atReplica;

    @BeforeAll
    void replicate() throws Exception {
        source = OwnMysql.start(Files.createDirectory(directory.resolve("source")), "--server-id=1");
        replica = OwnMysql.start(Files.createDirectory(directory.resolve("replica")), "--server-id=2", "--skip-replica-start");
        atSource = session(source, "");
        atReplica = session(replica, "");
        Map<String, String> begin = position();
        atReplica.execute("CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1', SOURCE_PORT=" + source.port() + ", SOURCE_USER='root', SOURCE_LOG_FILE='"
                + begin.get("File") + "', SOURCE_LOG_POS=" + begin.get("Position") + ", GET_SOURCE_PUBLIC_KEY=1");
        atReplica.execute("START REPLICA");
        atSource.execute("CREATE DATABASE helpdesk");
        atSource.execute("CREATE TABLE helpdesk.ticket (id INT AUTO_INCREMENT PRIMARY KEY)");
        atSource.execute("INSERT INTO helpdesk.ticket VALUES (1), (2)");
        catchUp();
    }

    @AfterAll
    void end() {
        for (OwnMysql server : new OwnMysql[] {replica, source}) {
            if (server != null) {
                server.close();
            }
        }
    }

    private static DatabaseAddress address(OwnMysql server, String schema) {
        return DatabaseAddress.of("127.0.0.1", server.port(), "root", () -> "").withSchema(schema);
    }

    private static Session session(OwnMysql server, String schema) {
        return new Connections(address(server, schema)).open();
    }

    private Map<String, String> position() {
        return atSource.row("SHOW BINARY LOG STATUS");
    }

    private Map<String, String> catchUp() {
        Map<String, String> position = position();
        assertThat(atReplica.value("SELECT SOURCE_POS_WAIT('" + position.get("File") + "', " + position.get("Position") + ", 30)")).isPresent();
        return position;
    }

    private DumpReport dump(Duration lagLimit) throws Exception {
        return DumpedFiles.of(address(replica, "helpdesk"), DumpOptions.defaults().withLocking(new LockLimits(Duration.ofMillis(200), Duration.ofMillis(500), lagLimit, false))).report();
    }

    @Test
    void recordsThePositionOfTheSource() throws Exception {
        atSource.execute("INSERT INTO helpdesk.ticket VALUES ()");
        Map<String, String> position = catchUp();
        DumpReport report = dump(Duration.ofMinutes(1));
        assertThat(report.source().file()).isEqualTo(position.get("File"));
        assertThat(report.source().offset()).isEqualTo(Long.parseLong(position.get("Position")));
        assertThat(report.omissions()).isEmpty();
        assertThat(report.tables().get(0).rows()).isEqualTo(atSource.rows("SELECT id FROM helpdesk.ticket").size());
    }

    @Test
    void aReplicaThatDoesNotFollowItsSourceMakesTheDumpIncomplete() throws Exception {
        for (String thread : new String[] {"IO", "SQL"}) {
            atReplica.execute("STOP REPLICA " + thread + "_THREAD");
            try {
                assertThat(dump(Duration.ofMinutes(1)).omissions()).singleElement().asString().contains("does not follow its source (its " + thread + " thread: No)");
            } finally {
                atReplica.execute("START REPLICA");
            }
        }
    }

    @Test
    void aLagAboveTheLimitMakesTheDumpIncomplete() throws Exception {
        try (Session holder = session(replica, "helpdesk")) {
            holder.execute("LOCK TABLES ticket READ");
            atSource.execute("INSERT INTO helpdesk.ticket VALUES ()");
            Thread.sleep(3_100);
            assertThat(dump(Duration.ofMinutes(1)).omissions()).as("within the limit").isEmpty();
            assertThat(dump(Duration.ofSeconds(1)).omissions()).singleElement().asString().containsPattern("a replica \\d+ seconds behind its source");
        } finally {
            catchUp();
        }
    }
}
