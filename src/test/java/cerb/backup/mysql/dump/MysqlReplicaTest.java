package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.OwnMysql;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.TestSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A dump of a replica that speaks of sources and replicas; its source is the tests' server, of which it follows one schema. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MysqlReplicaTest {
    @TempDir
    static Path directory;

    private TestSchema source;
    private OwnMysql replica;
    private Session atReplica;

    @BeforeAll
    void replicate() throws Exception {
        source = TestSchema.on(Flavour.MYSQL);
        replica = OwnMysql.start(directory, "--server-id=2", "--skip-replica-start", "--replicate-wild-do-table=" + source.name().replace("_", "\\_") + ".%");
        atReplica = new Connections(address("")).open();
        Map<String, String> begin = position();
        atReplica.execute("CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1', SOURCE_PORT=" + source.port() + ", SOURCE_USER='root', SOURCE_LOG_FILE='"
                + begin.get("File") + "', SOURCE_LOG_POS=" + begin.get("Position") + ", GET_SOURCE_PUBLIC_KEY=1");
        atReplica.execute("CREATE DATABASE " + source.name());
        atReplica.execute("START REPLICA");
        source.execute("CREATE TABLE ticket (id INT AUTO_INCREMENT PRIMARY KEY)", "INSERT INTO ticket VALUES (1), (2)");
        catchUp();
    }

    @AfterAll
    void end() throws Exception {
        if (replica != null) {
            replica.close();
        }
        source.close();
    }

    private DatabaseAddress address(String schema) {
        return DatabaseAddress.of("127.0.0.1", replica.port(), "root", () -> "").withSchema(schema);
    }

    private Map<String, String> position() {
        try (Session session = new Connections(source.address()).open()) {
            return session.row("SHOW BINARY LOG STATUS");
        }
    }

    private Map<String, String> catchUp() {
        Map<String, String> position = position();
        assertThat(atReplica.value("SELECT SOURCE_POS_WAIT('" + position.get("File") + "', " + position.get("Position") + ", 30)")).isPresent();
        return position;
    }

    private DumpReport dump(Duration lagLimit) throws Exception {
        return DumpedFiles.of(address(source.name()), DumpOptions.defaults().withLocking(Duration.ofMillis(200), Duration.ofMillis(500)).withLagLimit(lagLimit)).report();
    }

    @Test
    void recordsThePositionOfTheSource() throws Exception {
        source.execute("INSERT INTO ticket VALUES ()");
        Map<String, String> before = catchUp();
        DumpReport report = dump(Duration.ofMinutes(1));
        Map<String, String> after = position();
        assertThat(report.source().file()).isEqualTo(before.get("File"));
        assertThat(report.source().offset()).as("others write there too").isBetween(Long.valueOf(before.get("Position")), Long.valueOf(after.get("Position")));
        assertThat(report.omissions()).isEmpty();
        assertThat(report.tables().get(0).rows()).isEqualTo(source.rows("SELECT id FROM ticket").size());
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
        try (Session holder = new Connections(address(source.name())).open()) {
            holder.execute("LOCK TABLES ticket READ");
            source.execute("INSERT INTO ticket VALUES ()");
            Thread.sleep(3_100);
            assertThat(dump(Duration.ofMinutes(1)).omissions()).as("within the limit").isEmpty();
            assertThat(dump(Duration.ofSeconds(1)).omissions()).singleElement().asString().containsPattern("a replica \\d+ seconds behind its source");
        } finally {
            catchUp();
        }
    }
}
