package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.demo.EmbeddedDatabase;
import cerb.backup.mysql.BinlogPosition;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.lock.LockLimits;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A dump of a replica, with a real source before it. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplicaTest {
    private EmbeddedDatabase source;
    private EmbeddedDatabase replica;
    private Session atSource;
    private Session atReplica;

    @BeforeAll
    void replicate() {
        source = EmbeddedDatabase.start();
        replica = EmbeddedDatabase.start("--server-id=2");
        atSource = session(source, "");
        atReplica = session(replica, "");
        atReplica.execute("CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + source.port() + ", MASTER_USER='root', MASTER_SSL=0, MASTER_USE_GTID=slave_pos");
        atReplica.execute("START SLAVE");
        atSource.execute("CREATE DATABASE helpdesk");
        atSource.execute("CREATE TABLE helpdesk.ticket (id INT AUTO_INCREMENT PRIMARY KEY)");
        atSource.execute("INSERT INTO helpdesk.ticket VALUES (1), (2)");
        catchUp();
    }

    @AfterAll
    void end() {
        atSource.close();
        atReplica.close();
        replica.close();
        source.close();
    }

    private static Session session(EmbeddedDatabase database, String schema) {
        return new Connections(address(database, schema)).open();
    }

    private static DatabaseAddress address(EmbeddedDatabase database, String schema) {
        return DatabaseAddress.of("127.0.0.1", database.port(), "root", () -> "").withSchema(schema);
    }

    private void catchUp() {
        String gtid = atSource.value("SELECT @@GLOBAL.gtid_binlog_pos").orElseThrow();
        assertThat(atReplica.value("SELECT MASTER_GTID_WAIT('" + gtid + "', 20)")).contains("0");
    }

    private DumpReport dump(Duration lagLimit) throws Exception {
        // A replica that waits for a lock is in the way of ours; what is then read without one is of one moment, too.
        DumpOptions options = DumpOptions.defaults().withLocking(new LockLimits(Duration.ofMillis(200), Duration.ofMillis(300), lagLimit, false));
        return DumpedFiles.of(address(replica, "helpdesk"), options).report();
    }

    @Test
    void recordsThePositionOfTheSource() throws Exception {
        atSource.execute("INSERT INTO helpdesk.ticket VALUES ()");
        catchUp();
        DumpReport report = dump(Duration.ofMinutes(1));
        var status = atSource.row("SHOW MASTER STATUS");
        assertThat(report.source()).isEqualTo(new BinlogPosition(status.get("File"), Long.parseLong(status.get("Position")),
                atSource.value("SELECT @@GLOBAL.gtid_binlog_pos").orElseThrow()));
        assertThat(report.position()).as("its own binlog").isNotNull();
        assertThat(report.incomplete()).isFalse();
        assertThat(report.tables().get(0).rows()).isEqualTo(Long.parseLong(atSource.value("SELECT COUNT(*) FROM helpdesk.ticket").orElseThrow()));
    }

    @Test
    void aLagAboveTheLimitMakesTheDumpIncomplete() throws Exception {
        try (Session holder = session(replica, "helpdesk")) {
            holder.execute("LOCK TABLES ticket READ");
            atSource.execute("INSERT INTO helpdesk.ticket VALUES ()");
            Thread.sleep(3_100);
            assertThat(dump(Duration.ofMinutes(1)).omissions()).as("within the limit").isEmpty();
            DumpReport report = dump(Duration.ofSeconds(1));
            assertThat(report.incomplete()).isTrue();
            assertThat(report.omissions()).singleElement().asString().containsPattern("a replica \\d+ seconds behind its source.*dump.lag-limit allows 1");
        } finally {
            catchUp();
        }
    }

    @Test
    void aReplicaThatDoesNotFollowItsSourceMakesTheDumpIncomplete() throws Exception {
        for (String thread : new String[] {"IO", "SQL"}) {
            atReplica.execute("STOP SLAVE " + thread + "_THREAD");
            try {
                assertThat(dump(Duration.ofMinutes(1)).omissions()).singleElement().asString().contains("does not follow its source (its " + thread + " thread: No)");
            } finally {
                atReplica.execute("START SLAVE");
            }
        }
    }

    @Test
    void anAccountThatMayNotAskMakesTheDumpOfAReplicaDoubtful() throws Exception {
        atReplica.execute("SET SESSION sql_log_bin=0");
        atReplica.execute("CREATE USER blind@'%'");
        atReplica.execute("GRANT SELECT, LOCK TABLES, SHOW VIEW, TRIGGER, EVENT ON helpdesk.* TO blind@'%'");
        atReplica.execute("GRANT SELECT ON mysql.proc TO blind@'%'");
        DatabaseAddress address = DatabaseAddress.of("127.0.0.1", replica.port(), "blind", () -> "").withSchema("helpdesk");
        assertThat(DumpedFiles.of(address, DumpOptions.defaults().withoutAccounts()).report().omissions()).singleElement().asString().contains("looks like a replica", "REPLICA MONITOR");
    }
}
