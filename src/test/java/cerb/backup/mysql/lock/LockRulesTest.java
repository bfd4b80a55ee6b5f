package cerb.backup.mysql.lock;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.TestSchema;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which statement ends which lock, asked of the servers: what the package's note rests on. A server that answers otherwise turns this red. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LockRulesTest {
    private static final String INSERT = "INSERT INTO i VALUES (NULL)";
    private static final String INSTANT_DDL = "ALTER TABLE i ADD COLUMN c INT, ALGORITHM=INSTANT";

    @ParameterizedTest
    @EnumSource
    void lockTablesEndsASnapshotWithoutAWord(Flavour flavour) throws Exception {
        try (Scene scene = new Scene(flavour)) {
            scene.first.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
            scene.second.execute(INSERT);
            assertThat(scene.count()).isZero();
            scene.first.execute("LOCK TABLES i READ");
            assertThat(scene.count()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void startTransactionDropsTableLocksAndCommitDoesNot(Flavour flavour) throws Exception {
        try (Scene scene = new Scene(flavour)) {
            for (String table : new String[] {"i", "m"}) {
                scene.first.execute("LOCK TABLES " + table + " READ");
                scene.first.execute("COMMIT");
                assertThat(scene.passes("INSERT INTO " + table + " VALUES (NULL)")).as("COMMIT").isFalse();
                scene.first.execute("START TRANSACTION");
                assertThat(scene.passes("INSERT INTO " + table + " VALUES (NULL)")).as("START TRANSACTION").isTrue();
                scene.first.execute("ROLLBACK");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void unlockTablesLeavesASnapshotWhereNoTableIsLocked(Flavour flavour) throws Exception {
        try (Scene scene = new Scene(flavour)) {
            scene.first.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
            scene.first.execute("UNLOCK TABLES");
            scene.second.execute(INSERT);
            assertThat(scene.count()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReadLockThatIsWaitedForLetsWritersOfItsTransactionalTablePass(Flavour flavour) throws Exception {
        try (Scene scene = new Scene(flavour)) {
            scene.second.execute("START TRANSACTION");
            scene.second.execute(INSERT);
            CompletableFuture<Void> waiting = scene.inBackground(scene.first, "LOCK TABLES i READ");
            assertThat(scene.isOver(scene.first, waiting)).as("a transaction is in its way").isFalse();
            assertThat(scene.passes(INSERT)).as("another writer").isTrue();
            scene.second.execute("COMMIT");
            waiting.get(30, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReadLockDoesNotWaitForReaders(Flavour flavour) throws Exception {
        try (Scene scene = new Scene(flavour)) {
            for (String table : new String[] {"i", "m"}) {
                scene.second.execute("START TRANSACTION");
                scene.second.rows("SELECT * FROM " + table);
                assertThat(scene.isOver(scene.first, scene.inBackground(scene.first, "LOCK TABLES " + table + " READ"))).as(table).isTrue();
                scene.second.execute("COMMIT");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void goingBackToTheSavepointLetsDdlPassAndKeepsTheSnapshot(Flavour flavour) throws Exception {
        try (Scene scene = new Scene(flavour)) {
            if (flavour != Flavour.MYSQL) {
                scene.first.execute("SET SESSION sql_log_bin=0");
            }
            scene.first.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            scene.first.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
            scene.first.execute("SAVEPOINT point");
            scene.second.execute(INSERT);
            assertThat(scene.count()).isZero();
            assertThat(scene.passes("ALTER TABLE i COMMENT='changed'")).as("DDL on a table that was read").isFalse();
            PointInTime.letGoOfTables(scene.first);
            assertThat(scene.passes("ALTER TABLE i COMMENT='changed'")).as("DDL on a table that was let go of").isTrue();
            assertThat(scene.first.value("SELECT COUNT(*) FROM other")).as("the snapshot").contains("0");
        }
    }

    /** MySQL says so (1412), MariaDB does not; so the fingerprint has to. */
    @ParameterizedTest
    @EnumSource(names = "MYSQL", mode = EnumSource.Mode.EXCLUDE)
    void anInstantColumnAppearsInASnapshotWithoutAnError(Flavour flavour) throws Exception {
        try (Scene scene = new Scene(flavour)) {
            scene.second.execute(INSERT);
            scene.first.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
            scene.second.execute(INSTANT_DDL);
            assertThat(scene.first.rows("SELECT * FROM i")).singleElement().satisfies(row -> assertThat(row).hasSize(2));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "MYSQL")
    void unlockTablesReleasesTheInstanceLockOfItsSession(Flavour flavour) throws Exception {
        try (Scene scene = new Scene(flavour)) {
            scene.first.execute("LOCK INSTANCE FOR BACKUP");
            assertThat(scene.passes(INSERT)).as("writers").isTrue();
            assertThat(scene.passes("ALTER TABLE i COMMENT='changed'")).as("DDL").isFalse();
            assertThat(scene.passes("CREATE TABLE another (id INT)")).as("DDL of any table").isFalse();
            scene.first.execute("LOCK TABLES i READ");
            scene.first.execute("UNLOCK TABLES");
            assertThat(scene.passes("ALTER TABLE i COMMENT='changed'")).as("DDL after UNLOCK TABLES").isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "MYSQL", mode = EnumSource.Mode.EXCLUDE)
    void backupStagesMakeWritersOfNonTransactionalTablesWait(Flavour flavour) throws Exception {
        try (Scene scene = new Scene(flavour)) {
            scene.first.execute("BACKUP STAGE START");
            scene.first.execute("BACKUP STAGE BLOCK_DDL");
            assertThat(scene.passes(INSERT)).as("writers of InnoDB").isTrue();
            assertThat(scene.passes("INSERT INTO m VALUES (NULL)")).as("writers of MyISAM").isFalse();
            assertThat(scene.passes("ALTER TABLE i COMMENT='changed'")).as("DDL").isFalse();
            scene.first.execute("BACKUP STAGE END");
            assertThat(scene.passes("INSERT INTO m VALUES (NULL)")).as("afterwards").isTrue();
        }
    }

    /** Two sessions on a schema of a table of each kind. */
    private static final class Scene implements AutoCloseable {
        private final TestSchema schema;
        private final Connections connections;
        private final Session first;
        private final Session second;

        Scene(Flavour flavour) throws Exception {
            schema = TestSchema.on(flavour);
            schema.execute("CREATE TABLE i (id INT AUTO_INCREMENT PRIMARY KEY)", "CREATE TABLE other (id INT PRIMARY KEY)",
                    "CREATE TABLE m (id INT AUTO_INCREMENT PRIMARY KEY) ENGINE=MyISAM");
            connections = new Connections(schema.address());
            first = connections.open();
            second = connections.open();
        }

        long count() {
            return Long.parseLong(first.value("SELECT COUNT(*) FROM i").orElseThrow());
        }

        CompletableFuture<Void> inBackground(Session session, String sql) {
            return CompletableFuture.runAsync(() -> session.execute(sql));
        }

        /** Whether a statement of a session ends, which may take its time; where it waits for a lock instead, the server says so. */
        boolean isOver(Session session, CompletableFuture<Void> statement) throws Exception {
            while (!statement.isDone()) {
                if (!schema.rows("SELECT ID FROM information_schema.PROCESSLIST WHERE ID=" + session.id() + " AND STATE LIKE 'Waiting for%lock%'").isEmpty()) {
                    return false;
                }
                Thread.sleep(10);
            }
            statement.get();
            return true;
        }

        /** Whether a statement of another session does not wait; one that waits is cut off. */
        boolean passes(String sql) throws Exception {
            try (Session other = connections.open()) {
                CompletableFuture<Void> statement = inBackground(other, sql);
                boolean over = isOver(other, statement);
                if (!over) {
                    schema.execute("KILL " + other.id());
                    statement.handle((nothing, failure) -> null).get(30, TimeUnit.SECONDS);
                }
                return over;
            }
        }

        @Override
        public void close() throws Exception {
            first.abort();
            second.abort();
            schema.close();
        }
    }
}
