package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.DefinitionChangedException;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.report.Consistency;
import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.dump.report.TableReport;
import cerb.backup.mysql.lock.LockLimits;
import cerb.backup.mysql.lock.LockReport;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Something that runs for long in another session is waited for, and nobody waits for the dump longer than the documented limits, in this schema or the next. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StallTest {
    private static final Duration STALL_LIMIT = Duration.ofMillis(200);
    /** To cut a lock off, and to let go of it; without the limit it would be seconds. */
    private static final long TOLERANCE_MILLIS = 600;
    /** A writer that waits for the lock waits for all of this. */
    private static final long PATIENCE_MILLIS = 10_000;
    private static final String WRITE = "INSERT INTO written VALUES (NULL)";

    @ParameterizedTest
    @EnumSource
    void longStatementsStallOtherWritersNoLongerThanTheLimit(Flavour flavour) throws Exception {
        Map<String, List<String>> disturbances = Map.of("an UPDATE of a table that no snapshot holds", List.of("UPDATE m SET v = SLEEP(4)"),
                "an UPDATE", List.of("UPDATE busy SET v = SLEEP(4)"), "a SELECT", List.of("SELECT SLEEP(4) FROM busy"),
                "a SELECT of a table that no snapshot holds", List.of("SELECT SLEEP(4) FROM m"),
                "a transaction", List.of("START TRANSACTION", "UPDATE busy SET v = v + 1", "DO SLEEP(4)", "COMMIT"));
        // Each in a schema of its own, so that they do not add up to the time of the test.
        ExecutorService together = Executors.newFixedThreadPool(disturbances.size());
        try (Undisturbed undisturbed = new Undisturbed(flavour)) {
            List<Callable<Void>> tasks = new ArrayList<>();
            disturbances.forEach((what, statements) -> tasks.add(() -> assertBounded(undisturbed, what, statements.toArray(String[]::new))));
            for (Future<Void> done : together.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            together.shutdown();
        }
    }

    private static Void assertBounded(Undisturbed undisturbed, String what, String... statements) throws Exception {
        try (TestSchema schema = scene(undisturbed.flavour); Writers writers = new Writers()) {
            writers.repeat(schema, WRITE);
            CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> schema.execute(statements), task -> new Thread(task).start());
            awaitRunning(schema);
            assertWhole(what, DumpedFiles.of(schema.address(), options()).report());
            slow.get();
            undisturbed.assertBounded(what, writers.longestMillis());
            return null;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDdlThatWaitsStallsWritersOfOtherTablesNoLongerThanTheLimit(Flavour flavour) throws Exception {
        try (TestSchema schema = scene(flavour); Writers writers = new Writers(); Undisturbed undisturbed = new Undisturbed(flavour)) {
            writers.repeat(schema, WRITE);
            CompletableFuture<Void> transaction = CompletableFuture.runAsync(() -> schema.execute("START TRANSACTION", "SELECT * FROM busy", "DO SLEEP(3)", "COMMIT"));
            awaitRunning(schema);
            CompletableFuture<Void> ddl = CompletableFuture.runAsync(() -> schema.execute("ALTER TABLE busy COMMENT='changed'"));
            await(schema, "INFO LIKE 'ALTER TABLE%'");
            DumpReport report = Dump.run(schema.address(), options(), DumpListener.NONE, dump -> DumpedFiles.of(dump, 2).report());
            CompletableFuture.allOf(transaction, ddl).get();
            assertWhole("a DDL", report);
            undisturbed.assertBounded("a DDL that waits", writers.longestMillis());
        }
    }

    @ParameterizedTest
    @EnumSource
    void neighboursNeverWaitAndWritersOnlyForAMoment(Flavour flavour) throws Exception {
        try (TestSchema schema = scene(flavour); TestSchema neighbour = scene(flavour);
                Writers own = new Writers(); Writers theirs = new Writers(); Writers theirLocked = new Writers()) {
            own.repeat(schema, WRITE);
            theirs.repeat(neighbour, WRITE);
            theirLocked.repeat(neighbour, "INSERT INTO m VALUES (1)");
            List<Long> held = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                try (Dump dump = Dump.open(schema.address(), options(), DumpListener.NONE)) {
                    assertThat(List.of(theirs.wroteWithin(PATIENCE_MILLIS), theirLocked.wroteWithin(PATIENCE_MILLIS))).as("neighbours write while a table is locked").doesNotContain(false);
                    LockReport lock = DumpedFiles.of(dump, 2).report().locks().get(0);
                    assertThat(lock.lock()).isEqualTo(LockReport.SCHEMA);
                    held.add(lock.heldMillis());
                }
            }
            System.out.printf("%s: mixed schema locked for %s ms, ten dumps; longest write here %d ms, at the neighbour's %d and %d ms%n", flavour, held,
                    own.longestMillis(), theirs.longestMillis(), theirLocked.longestMillis());
            assertThat(held).as("what the machine's other work leaves of the promise").anyMatch(millis -> millis <= 50);
            theirs.assertWrote(20);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTransactionWithoutEndKeepsNoInnoDbSchemaFromBeingDumped(Flavour flavour) throws Exception {
        try (TestSchema schema = scene(flavour); var connection = schema.connect(); var statement = connection.createStatement(); Writers writers = new Writers();
                Undisturbed undisturbed = new Undisturbed(flavour)) {
            schema.execute("DROP TABLE m");
            writers.repeat(schema, WRITE);
            statement.execute("START TRANSACTION");
            statement.execute("UPDATE busy SET v = v + 1");
            DumpReport report = DumpedFiles.of(schema.address(), options().withLocking(new LockLimits(STALL_LIMIT, Duration.ofSeconds(1), Duration.ofMinutes(1), false))).report();
            assertWhole("a transaction without end", report);
            assertThat(report.notes()).singleElement().asString().contains("one session reads all tables");
            assertThat(report.position()).isNull();
            undisturbed.assertBounded("a transaction without end", writers.longestMillis());
        }
    }

    /** As when a helpdesk counts a word of its spam filter in the moment of the dump: the dump holds the table, and reads it by other sessions. */
    @ParameterizedTest
    @EnumSource
    void aWriterThatWaitsForALockedTableDoesNotKeepTheDumpFromReadingIt(Flavour flavour) throws Exception {
        try (TestSchema schema = scene(flavour)) {
            schema.execute(WRITE);
            CompletableFuture<Void> update;
            try (Dump dump = Dump.open(schema.address(), options(), DumpListener.NONE)) {
                update = CompletableFuture.runAsync(() -> schema.execute("UPDATE m SET v = v + 1"));
                await(schema, "STATE LIKE 'Waiting for table%'");
                assertWhole("an UPDATE that waits", DumpedFiles.of(dump, 2).report());
            }
            update.get();
        }
    }

    /** Which can only be read from begin to end, so that a DDL would wait for that, and everybody else behind the DDL. */
    @ParameterizedTest
    @EnumSource
    void readersOfATableWithoutAKeyWaitBehindADdlNoLongerThanTheLimit(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            assertReadersPass(schema, flavour, options());
        }
    }

    @ParameterizedTest
    @EnumSource
    void soItIsWhereOneSessionReadsAllTables(Flavour flavour) throws Exception {
        try (TestSchema schema = scene(flavour); var connection = schema.connect(); var statement = connection.createStatement()) {
            schema.execute("DROP TABLE m");
            statement.execute("START TRANSACTION");
            statement.execute("UPDATE busy SET v = v + 1");
            assertReadersPass(schema, flavour, options().withLocking(new LockLimits(STALL_LIMIT, Duration.ofSeconds(1), Duration.ofMinutes(1), false)));
        }
    }

    private static void assertReadersPass(TestSchema schema, Flavour flavour, DumpOptions options) throws Exception {
        schema.execute("CREATE TABLE k (v LONGTEXT)", "INSERT INTO k WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 24) SELECT REPEAT('x', 1048576) FROM s", "ANALYZE TABLE k");
        CompletableFuture<Void> ddl;
        try (Undisturbed undisturbed = new Undisturbed(flavour); Dump dump = Dump.open(schema.address(), options, DumpListener.NONE); InputStream rows = dump.read(firstOf("k", dump))) {
            rows.readNBytes(1_000_000);
            Thread.sleep(3 * STALL_LIMIT.toMillis());
            assertThat(rows.readNBytes(1_000_000)).as("nobody waits, however slowly they are read").hasSize(1_000_000);
            ddl = CompletableFuture.runAsync(() -> schema.execute("ALTER TABLE k COMMENT='changed'"));
            await(schema, "STATE LIKE 'Waiting for table metadata%'");
            long begin = System.nanoTime();
            schema.rows("SELECT 1 FROM k LIMIT 1");
            undisturbed.assertBounded("a DDL that waits for a table without a key", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            assertThatThrownBy(rows::readAllBytes).isInstanceOf(DefinitionChangedException.class).hasMessageContaining("gave up reading table k");
        }
        ddl.get();
        DumpReport report = Dump.run(schema.address(), options, DumpListener.NONE, dump -> DumpedFiles.of(dump, 2).report());
        assertThat(report.incomplete()).isFalse();
        assertThat(report.tables()).filteredOn(table -> table.table().equals("k")).extracting(TableReport::rows).as("a DDL that has passed").containsExactly(24L);
    }

    private static DumpPart firstOf(String table, Dump dump) {
        DumpPart part = dump.plan().next();
        while (!table.equals(part.table())) {
            part = dump.plan().next();
        }
        return part;
    }

    private static TestSchema scene(Flavour flavour) throws Exception {
        TestSchema schema = TestSchema.on(flavour);
        schema.execute("CREATE TABLE busy (id INT PRIMARY KEY, v INT)", "INSERT INTO busy VALUES (1, 1)",
                "CREATE TABLE written (id INT AUTO_INCREMENT PRIMARY KEY)", "CREATE TABLE m (v INT) ENGINE=MyISAM", "INSERT INTO m VALUES (1)");
        return schema;
    }

    private static DumpOptions options() {
        return DumpOptions.defaults().withLocking(new LockLimits(STALL_LIMIT, Duration.ofSeconds(20), Duration.ofMinutes(1), false));
    }

    private static void assertWhole(String what, DumpReport report) {
        assertThat(report.incomplete()).as(what).isFalse();
        assertThat(report.tables()).extracting(TableReport::consistency).as(what).doesNotContain(Consistency.BEST_EFFORT);
        assertThat(report.tables()).extracting(TableReport::rows).as(what).doesNotContain(0L);
    }

    private static void awaitRunning(TestSchema schema) throws InterruptedException {
        await(schema, "INFO LIKE '%SLEEP(%'");
    }

    private static void await(TestSchema schema, String condition) throws InterruptedException {
        while (schema.rows("SELECT ID FROM information_schema.PROCESSLIST WHERE DB='" + schema.name() + "' AND " + condition + " AND ID<>CONNECTION_ID()").isEmpty()) {
            Thread.sleep(20);
        }
    }

    /** The same statement at the same time in a schema that nobody locks: what the machine's other work costs is no stall. */
    private static final class Undisturbed implements AutoCloseable {
        private final Flavour flavour;
        private final TestSchema schema;
        private final Writers writers = new Writers();

        Undisturbed(Flavour flavour) throws Exception {
            this.flavour = flavour;
            this.schema = scene(flavour);
            writers.repeat(schema, WRITE);
        }

        void assertBounded(String what, long millis) {
            System.out.printf("%s: longest wait beside %s: %d ms, where nobody locks %d ms%n", flavour, what, millis, writers.longestMillis());
            // both may have met the machine's other work twice, to begin and to end
            assertThat(millis).as("%s: longest wait beside %s", flavour, what).isLessThan(STALL_LIMIT.toMillis() + TOLERANCE_MILLIS + 2 * writers.longestMillis());
        }

        @Override
        public void close() throws Exception {
            try (schema) {
                writers.close();
            }
        }
    }
}
