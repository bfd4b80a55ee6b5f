package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.ConnectionLostException;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.lock.LockLimits;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BrokenDumpTest {
    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void aConnectionCutInMidTableFailsTheDump(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            schema.execute("CREATE TABLE wide (id INT AUTO_INCREMENT PRIMARY KEY, v MEDIUMTEXT)",
                    "INSERT INTO wide (v) VALUES (REPEAT('x', 800000)), (REPEAT('y', 800000))",
                "INSERT INTO wide (v) SELECT w1.v FROM wide w1, wide w2, wide w3, wide w4, wide w5");
            try (Dump dump = Dump.open(schema.address(), DumpOptions.defaults(), DumpListener.NONE)) {
                Iterator<DumpPart> plan = dump.plan();
                plan.next();
                try (InputStream in = dump.read(plan.next())) {
                    assertThat(in.readNBytes(100_000)).hasSize(100_000);
                    kill(schema);
                    assertThatThrownBy(in::readAllBytes).isInstanceOf(ConnectionLostException.class).hasMessageContaining("wide");
                } catch (ConnectionLostException e) {
                    assertThat(e).hasMessageContaining("wide");
                }
                assertThatThrownBy(dump::finish).isInstanceOf(DatabaseException.class).hasMessageContaining("incomplete");
            }
        }
    }

    private static void kill(TestSchema schema) {
        List<List<String>> sessions = schema.rows("SELECT ID FROM information_schema.PROCESSLIST WHERE DB='" + schema.name()
                + "' AND ID<>CONNECTION_ID() AND COMMAND='Query'");
        assertThat(sessions).isNotEmpty();
        sessions.forEach(session -> schema.execute("KILL " + session.get(0)));
    }

    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void aTableThatAnotherSessionHoldsIsGivenUpInTime(Flavour flavour) throws Exception {
        DumpOptions options = DumpOptions.defaults().withLocking(new LockLimits(Duration.ofMillis(200), Duration.ofMillis(500), Duration.ofMinutes(1), false));
        try (TestSchema schema = TestSchema.on(flavour)) {
            schema.execute("CREATE TABLE held (id INT PRIMARY KEY)", "INSERT INTO held VALUES (1)");
            try (Dump dump = Dump.open(schema.address(), options, DumpListener.NONE); Connection other = schema.connect();
                    Statement statement = other.createStatement()) {
                statement.execute("LOCK TABLES held WRITE");
                assertThatThrownBy(() -> DumpedFiles.of(dump, 1)).hasMessageContaining("held").isInstanceOfSatisfying(DatabaseException.class,
                        e -> assertThat(e.remedy()).contains("dump.lock-timeout"));
            }
        }
    }

    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void aPartNotReadToItsEndFailsTheDumpUnlessReadAgain(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            schema.execute("CREATE TABLE a (id INT PRIMARY KEY, v MEDIUMTEXT)",
                    "INSERT INTO a VALUES (1, REPEAT('x', 300000)), (2, REPEAT('x', 300000))");
            try (Dump dump = Dump.open(schema.address(), DumpOptions.defaults().withParallelism(1).withoutAccounts(), DumpListener.NONE)) {
                Iterator<DumpPart> plan = dump.plan();
                plan.next();
                DumpPart part = plan.next();
                plan.next();
                assertThat(plan.hasNext()).isFalse();
                begin(dump, part);
                assertThatThrownBy(dump::finish).isInstanceOf(DatabaseException.class).hasMessageContaining("data/a.sql was not read to its end");
                try (InputStream in = dump.read(part)) {
                    in.readAllBytes();
                }
                assertThat(dump.finish().tables().get(0).rows()).isEqualTo(2);
            }
        }
    }

    private static void begin(Dump dump, DumpPart part) throws IOException {
        try (InputStream in = dump.read(part)) {
            in.readNBytes(1000);
        }
    }

    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void aLockThatStallsWritersIsCutOffAndTriedAgain(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            schema.execute("CREATE TABLE i (id INT AUTO_INCREMENT PRIMARY KEY)", "CREATE TABLE m (v INT) ENGINE=MyISAM", "INSERT INTO m VALUES (1)");
            try (Writers writers = new Writers(); SlowUpdate slow = new SlowUpdate(schema, "m")) {
                writers.repeat(schema, "INSERT INTO i VALUES ()");
                assertThatThrownBy(() -> Dump.open(schema.address(), DumpOptions.defaults()
                        .withLocking(new LockLimits(Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofMinutes(1), false)), DumpListener.NONE))
                    .isInstanceOf(DatabaseException.class).hasMessageContaining("lock the schema's tables within 400 ms");
                StallCount stalls = new StallCount(slow, 3);
                try (Dump dump = Dump.open(schema.address(), DumpOptions.defaults()
                        .withLocking(new LockLimits(Duration.ofMillis(100), Duration.ofSeconds(60), Duration.ofMinutes(1), false)), stalls)) {
                    assertThat(DumpedFiles.of(dump, 2).report().lockMillis()).isPositive();
                }
                assertThat(stalls.locks()).hasSizeGreaterThanOrEqualTo(3);
                assertThat(writers.longestMillis()).as("longest write while the waiting was cut into pieces; it would have waited for the whole UPDATE").isLessThan(5_000);
            }
        }
    }
}
