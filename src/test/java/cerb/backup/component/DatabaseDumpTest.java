package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.component.exchange.RepositoryConstants;
import cerb.backup.configuration.Settings;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.DefinitionChangedException;
import cerb.backup.mysql.TestSchema;
import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.manifest.DatabasePart;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.query.SnapshotContent;
import cerb.backup.operation.report.Progress;
import cerb.backup.repository.StoredSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shipped dump route over a real server: when it runs, what it stores, and what is left when a part of it fails. */
class DatabaseDumpTest {
    /** How often the step that a test adds to the route throws. */
    static final AtomicInteger FAILURES = new AtomicInteger();
    /** The schema whose sessions a step ends. */
    static volatile TestSchema database;

    @TempDir
    private Path home;

    private Oracles.Database server;
    private String schema;
    private RoutesFixture fixture;
    private Engine engine;

    @BeforeEach
    void fill() throws SQLException, IOException {
        server = Oracles.database(Oracles.Flavour.MARIADB);
        schema = server.newSchema("routes");
        try (Connection connection = server.connect(schema); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE ticket (id INT PRIMARY KEY, subject VARCHAR(100)) ENGINE=InnoDB");
            statement.execute("CREATE TABLE worker (id INT PRIMARY KEY, name VARCHAR(100)) ENGINE=MyISAM");
            statement.execute("INSERT INTO ticket SELECT seq, CONCAT('subject ', seq) FROM seq_1_to_2000");
            statement.execute("INSERT INTO worker VALUES (1, 'Kina')");
        }
        Files.writeString(Files.createDirectories(home.resolve("storage")).resolve("file"), "content");
        fixture = new RoutesFixture(home).set("storage.kind", "plain").set("database.port", Integer.toString(server.port()))
                .set("database.user", Oracles.Database.USER).set("database.name", schema);
        FAILURES.set(0);
    }

    @AfterEach
    void clear() throws SQLException {
        engine.close();
        server.dropSchema(schema);
    }

    private Routes start(boolean daemon) {
        Settings settings = fixture.settings();
        engine = Engine.openOrInitialise(EngineOptions.of(settings), new Observers());
        return fixture.start(daemon, Map.of("engine", engine));
    }

    private static RecoveryPointResult dump(Routes routes) {
        return (RecoveryPointResult) routes.call("database-dump", Map.of());
    }

    private int snapshots() {
        return engine.repository().snapshots().size();
    }

    @Test
    void storesEveryPartAndTheStorage() throws IOException {
        try (Routes routes = start(false)) {
            RecoveryPointResult result = dump(routes);
            assertThat(result.kind()).isEqualTo(RecoveryPointResult.Kind.RECOVERY_POINT);
            assertThat(result.incomplete()).isFalse();
            StoredSnapshot stored = engine.repository().snapshots().get(0);
            SnapshotContent content = new SnapshotContent(engine.repository().index(), stored);
            List<String> paths = new ArrayList<>();
            content.list("/", true, entry -> paths.add(entry.path().escaped()));
            assertThat(paths).contains("/storage/file", "/database/" + schema + "/schema.sql", "/database/" + schema + "/data/ticket.sql", "/manifest.json");
            ByteArrayOutputStream worker = new ByteArrayOutputStream();
            content.write("/database/" + schema + "/data/worker.sql", worker);
            assertThat(worker.toString(StandardCharsets.UTF_8)).contains("Kina");
            assertThat(routes.call("check", Map.of(RepositoryConstants.READ_DATA, "100%"))).isInstanceOfSatisfying(CheckResult.class, check -> {
                assertThat(check.damaged()).isFalse();
                assertThat(check.packsRead()).isPositive();
            });
            long read = 0;
            for (int check = 0; check < 10; check++) {
                read += ((CheckResult) routes.call("check", Map.of())).packsRead();
            }
            assertThat(read).as("the shipped route reads a tenth after the other").isEqualTo(((CheckResult) routes.call("check", Map.of())).packs());
        }
    }

    @Test
    void tellsAboutHowMuchThereWillBeFromTheFirstDumpOn() {
        List<Progress> told = new CopyOnWriteArrayList<>();
        try (Routes routes = start(false)) {
            engine.observers().add(new Observer() {
                @Override
                public void progress(Stage stage, Progress progress) {
                    if (stage == Stage.DATABASE) {
                        told.add(progress);
                    }
                }
            });
            dump(routes);
            assertThat(told).first().satisfies(progress -> {
                assertThat(progress.estimated()).isTrue();
                assertThat(progress.totalFiles()).isEqualTo(-1);
                assertThat(progress.totalBytes()).as("a page at least").isBetween(16_384L, 1_000_000L);
            });
        }
    }

    @Test
    void tellsHowLongEachLockWasHeld() {
        try (Routes routes = start(false)) {
            DatabasePart database = dump(routes).database();
            assertThat(database.locks()).extracting(DatabasePart.LockPart::lock).containsExactly("schema", "table worker");
            assertThat(database.tables()).extracting(DatabasePart.TablePart::consistency).containsExactly("snapshot", "locked");
            assertThat(database.lockedMillis()).isGreaterThanOrEqualTo(database.locks().get(0).heldMillis());
        }
    }

    @Test
    void aTableThatNothingHeldMakesThePointIncomplete() throws SQLException {
        try (Connection connection = server.connect(schema); Statement statement = connection.createStatement()) {
            statement.execute("CREATE USER '" + schema + "'@'%'");
            statement.execute("GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON `" + schema.replace("_", "\\_") + "`.* TO '" + schema + "'@'%'");
        }
        fixture.set("database.user", schema);
        try (Routes routes = start(false)) {
            RecoveryPointResult result = dump(routes);
            assertThat(result.exitCode()).isEqualTo(3);
            assertThat(result.database().tables()).extracting(DatabasePart.TablePart::consistency).containsExactly("snapshot", "best-effort");
            assertThat(result.findings()).anyMatch(finding -> finding.message().contains("Run: GRANT LOCK TABLES"));
        } finally {
            try (Connection connection = server.connect(schema); Statement statement = connection.createStatement()) {
                statement.execute("DROP USER '" + schema + "'@'%'");
            }
        }
    }

    @Test
    void runsByTheClockOfTheSettings() throws InterruptedException {
        fixture.set("dump.schedule", "* * * * * * UTC");
        try (Routes routes = start(true)) {
            Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
            while (recoveryPoints() == 0 && Instant.now().isBefore(deadline)) {
                Thread.sleep(50);
            }
            assertThat(recoveryPoints()).isPositive();
        }
    }

    private long recoveryPoints() {
        return engine.repository().snapshots().stream().filter(stored -> stored.snapshot().tags().contains("recovery-point")).count();
    }

    @Test
    void leavesNothingOfADumpThatFailed() throws IOException {
        addStep("store-part", "broken");
        try (Routes routes = start(false)) {
            FAILURES.set(1);
            assertThatThrownBy(() -> dump(routes)).hasMessageContaining("broken");
            assertThat(snapshots()).isZero();
            assertThat(dump(routes).incomplete()).isFalse();
            assertThat(snapshots()).isEqualTo(1);
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void leavesNothingOpenWhenTheRouteStops() throws IOException, SQLException {
        try (Connection connection = server.connect(schema); Statement statement = connection.createStatement()) {
            for (int i = 0; i < 6; i++) {
                statement.execute("CREATE TABLE more" + i + " (id INT PRIMARY KEY)");
            }
        }
        addStep("store-part", "leftOut");
        try (Routes routes = start(false)) {
            assertThat(routes.call("database-dump", Map.of())).isNotInstanceOf(RecoveryPointResult.class);
            assertThat(snapshots()).isZero();
            try (Connection connection = server.connect(schema); Statement statement = connection.createStatement()) {
                statement.execute("SET SESSION lock_wait_timeout=5");
                statement.execute("INSERT INTO worker VALUES (2, 'Milo')");
            }
        }
    }

    @Test
    void dumpsAgainAfterAChangeOfADefinition() throws IOException {
        addStep("store-part", "spoilt");
        try (Routes routes = start(false)) {
            FAILURES.set(2);
            assertThat(dump(routes).incomplete()).isFalse();
            assertThat(FAILURES.get()).isNotPositive();
            assertThat(snapshots()).isEqualTo(1);
        }
    }

    @Test
    void dumpsAgainWhenTheServerHasEndedItsSessions() throws IOException {
        addStep("store-part", "ended");
        try (Routes routes = start(false)) {
            FAILURES.set(1);
            database = TestSchema.existing(Oracles.Flavour.MARIADB, server.port(), schema);
            assertThat(dump(routes).incomplete()).isFalse();
            assertThat(FAILURES.get()).isNotPositive();
            assertThat(snapshots()).isEqualTo(1);
        }
    }

    /** Adds a step of this test before one of the shipped route, as a person would in the file. */
    private void addStep(String before, String method) throws IOException {
        Path changed = home.resolve("changed");
        RoutesFixture.copyShipped(changed);
        Path file = changed.resolve("database-dump.camel.yaml");
        String text = Files.readString(file);
        String step = "                    - to:\n                        id: " + before + "\n";
        assertThat(text).contains(step);
        Files.writeString(file, text.replace(step, """
                                    - bean:
                                        id: fail-sometimes
                                        beanType: %s
                                        method: %s
                """.formatted(Step.class.getName(), method) + step));
        fixture.only(changed);
    }

    /** A step that fails as often as asked for. */
    public static final class Step {
        /** Fails for good. */
        public void broken() {
            if (FAILURES.getAndDecrement() > 0) {
                throw new IllegalStateException("broken");
            }
        }

        /** Ends the exchange before anything is stored, as a filter may. */
        public void leftOut(Exchange exchange) {
            exchange.setRouteStop(true);
        }

        /** Lets the server end the sessions of the dump, as a restart does. */
        public void ended() {
            if (FAILURES.getAndDecrement() > 0) {
                database.rows("SELECT ID FROM information_schema.PROCESSLIST WHERE DB='" + database.name() + "' AND ID<>CONNECTION_ID()").forEach(session -> end(session.get(0)));
            }
        }

        private static void end(String session) {
            try {
                database.execute("KILL " + session);
            } catch (DatabaseException e) {
                assertThat(e.errorCode()).as("it may have ended by itself").isEqualTo(1094);
            }
        }

        /** Fails as a dump does when DDL came between. */
        public void spoilt() {
            if (FAILURES.getAndDecrement() > 0) {
                throw new DefinitionChangedException("table ticket", null);
            }
        }
    }
}
