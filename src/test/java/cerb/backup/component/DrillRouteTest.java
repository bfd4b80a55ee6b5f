package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.component.exchange.RepositoryConstants;
import cerb.backup.component.store.OpenSsh;
import cerb.backup.operation.Engine;
import cerb.backup.operation.drill.DrillReport;
import cerb.backup.operation.drill.LastDrill;
import cerb.backup.operation.observer.DrillResult;
import cerb.backup.operation.observer.DrillResult.Outcome;
import cerb.backup.operation.observer.Observers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shipped routes as a daemon, which rehearses from a bucket, a directory and an SSH server in turn, by the clock and when it is called. */
@Timeout(180)
class DrillRouteTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path home;
    private Oracles.Database server;
    private String schema;
    private Engine engine;

    private RoutesFixture prepare(Oracles.Flavour flavour) throws SQLException, IOException {
        server = Oracles.database(flavour);
        schema = server.newSchema("drilled");
        try (Connection connection = server.connect(schema); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE ticket (id INT PRIMARY KEY, subject VARCHAR(100))");
            statement.execute("INSERT INTO ticket VALUES (1, 'one'), (2, 'two')");
        }
        Files.writeString(Files.createDirectories(home.resolve("storage")).resolve("file"), "content");
        Files.createDirectory(home.resolve("disk"));
        Files.createDirectory(home.resolve("far"));
        String bucket = Oracles.newBucket("drill");
        return new RoutesFixture(home).set("storage.kind", "plain").set("database.port", Integer.toString(server.port())).set("database.user", Oracles.Database.USER)
                .set("database.name", schema).set("drill.directory", home.resolve("drills").toString()).set("drill.database.live", "true")
                .set("repository.minimum-free", "1").sink("disk").set("sink.disk.directory", home.resolve("disk").toString())
                .sink("offsite", Oracles.s3(), bucket, "cerb/");
    }

    @AfterEach
    void clear() throws SQLException {
        engine.close();
        server.dropSchema(schema);
    }

    private Routes start(RoutesFixture fixture) {
        engine = Engine.openOrInitialise(fixture.options(), new Observers());
        return fixture.start(true, Map.of("engine", engine));
    }

    private static DrillResult drill(Routes routes, Map<String, Object> headers) {
        return ((DrillReport) routes.call("drill", headers)).result();
    }

    @ParameterizedTest
    @EnumSource(names = "MARIADB")
    void rehearsesFromEachSinkInTurnAndNoticesWhatOneHasLost(Oracles.Flavour flavour) throws Exception {
        try (OpenSsh ssh = OpenSsh.start(Files.createDirectory(home.resolve("sshd")));
                Routes routes = start(ssh.site().sink(prepare(flavour), "vault", home.resolve("far").toString(), true))) {
            routes.call("database-dump", Map.of());
            assertThat(engine.mirrors().awaitHolding(Instant.now(), SOON)).as("mirrored").isTrue();
            for (String sink : new String[] {"disk", "offsite", "vault", "disk"}) {
                DrillResult result = drill(routes, Map.of());
                assertThat(result.findings()).isEmpty();
                assertThat(result.outcome()).isEqualTo(Outcome.PASSED);
                assertThat(result.sink()).isEqualTo(sink);
                assertThat(result.rows()).isEqualTo(2);
                assertThat(result.files()).isEqualTo(1);
            }
            for (String sink : new String[] {"disk", "vault"}) {
                delete(home.resolve(sink.equals("disk") ? "disk/data" : "far/data"));
                DrillResult result = drill(routes, Map.of(RepositoryConstants.FROM, sink));
                assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
                assertThat(result.findings()).anyMatch(finding -> finding.message().contains("there is no data/") && finding.remedy().contains("--from " + sink));
            }
            assertThat(drill(routes, Map.of(RepositoryConstants.FROM, "local")).outcome()).isEqualTo(Outcome.PASSED);
            assertThat(drill(routes, Map.of(RepositoryConstants.FROM, "nowhere")).findings()).anyMatch(finding -> finding.message().contains("sinks with a route are [disk, offsite, vault]"));
        }
        try (Stream<Path> left = Files.list(home.resolve("drills"))) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactly("cerb-backup-drill.lock");
        }
    }

    /** What is kept at the sinks alone is read from there. */
    @ParameterizedTest
    @EnumSource(names = "MARIADB")
    void rehearsesFromALocalRepositoryThatIsACache(Oracles.Flavour flavour) throws Exception {
        try (Routes routes = start(prepare(flavour).set("repository.keep", "metadata"))) {
            routes.call("database-dump", Map.of());
            for (int wait = 0; wait < 300 && engine.files().away().isEmpty(); wait++) {
                Thread.sleep(100);
            }
            long away = engine.files().away().totalBytes();
            assertThat(away).as("dropped").isPositive();
            DrillResult result = drill(routes, Map.of(RepositoryConstants.FROM, "local"));
            assertThat(result.outcome()).isEqualTo(Outcome.PASSED);
            assertThat(result.findings()).singleElement().satisfies(finding -> assertThat(finding.message()).startsWith("the LOCAL repository is restored from"));
            assertThat(engine.files().away().totalBytes()).as("a cache stays one").isEqualTo(away);
            assertThat(drill(routes, Map.of(RepositoryConstants.FROM, "local")).outcome()).as("its sinks are not closed").isEqualTo(Outcome.PASSED);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Files.delete(file);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = "MYSQL")
    void rehearsesByTheClock(Oracles.Flavour flavour) throws Exception {
        try (Routes routes = start(prepare(flavour).set("drill.schedule", "* * * * * * UTC"))) {
            routes.call("database-dump", Map.of());
            Instant deadline = Instant.now().plus(SOON);
            Optional<DrillResult> last = Optional.empty();
            while (last.filter(drill -> drill.outcome() == Outcome.PASSED).isEmpty() && Instant.now().isBefore(deadline)) {
                Thread.sleep(100);
                last = new LastDrill(home.resolve("repository")).read();
            }
            assertThat(last).isPresent().get().satisfies(drill -> assertThat(drill.outcome()).isEqualTo(Outcome.PASSED));
        }
    }
}
