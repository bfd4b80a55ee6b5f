package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.configuration.Settings;
import cerb.backup.demo.EmbeddedS3;
import cerb.backup.observe.Ledger;
import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.RecoveryPointResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped routes as a daemon, with storage, repository and buckets, through outages and changes of the routes. */
class MirroredSinkTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path home;

    private EmbeddedS3 s3;
    private RoutesFixture fixture;
    private Path storage;
    private Engine engine;
    private final Ledger ledger = new Ledger(Clock.systemUTC());

    @BeforeEach
    void prepare() throws IOException {
        s3 = EmbeddedS3.start();
        s3.createBucket("one");
        s3.createBucket("two");
        storage = Files.createDirectories(home.resolve("storage"));
        fixture = new RoutesFixture(home).set("storage.kind", "plain").set("storage.settle", "100ms").set("snapshot.interval", "200ms");
        fixture.sink("offsite", s3, "one", "cerb/");
    }

    @AfterEach
    void stop() {
        engine.close();
        s3.close();
    }

    private Routes start(Path... more) {
        Settings settings = fixture.settings();
        engine = Engine.openOrInitialise(EngineOptions.of(settings), new Observers(ledger));
        return fixture.start(true, Map.of("engine", engine), more);
    }

    private RecoveryPointResult checkpoint(Routes routes, String file) throws IOException {
        Files.writeString(storage.resolve(file), "content of " + file);
        return (RecoveryPointResult) routes.call("storage-update", Map.of());
    }

    private void awaitMirrored() throws InterruptedException {
        assertThat(engine.mirrors().awaitHolding(Instant.now(), SOON)).as("mirrored").isTrue();
    }

    /** All files of the repository here and at the sink are the same. */
    private void assertMirrored(Path bucket) throws IOException {
        assertThat(files(bucket)).isEqualTo(files(home.resolve("repository")));
    }

    private static Set<String> files(Path root) throws IOException {
        Set<String> names = new TreeSet<>();
        // not through the locks, which come and go with their directory
        for (String part : List.of("config", "data", "index", "keys", "snapshots")) {
            if (Files.exists(root.resolve(part))) {
                try (var files = Files.walk(root.resolve(part))) {
                    files.filter(Files::isRegularFile).forEach(file -> names.add(root.relativize(file).toString()));
                }
            }
        }
        return names;
    }

    @Test
    void losesNothingWhileTheSinkIsAway() throws Exception {
        try (Routes routes = start()) {
            checkpoint(routes, "before");
            awaitMirrored();
            s3.beginOutage();
            RecoveryPointResult during = checkpoint(routes, "during");
            checkpoint(routes, "still");
            awaitFailure("offsite");
            assertThat(engine.mirrors().all().get(0).backlog().files()).isGreaterThanOrEqualTo(6);
            assertThat(Files.exists(snapshot(during))).isFalse();
            assertThat(down(routes)).as("readiness is for sink.offsite.most-delay to decide").isEmpty();
            s3.endOutage();
            awaitMirrored();
            assertThat(Files.exists(snapshot(during))).isTrue();
            assertMirrored(s3.directory("one").resolve("cerb"));
        }
    }

    private void awaitFailure(String sink) throws InterruptedException {
        Instant deadline = Instant.now().plus(SOON);
        while (ledger.sink(sink).lastFailure() == null && Instant.now().isBefore(deadline)) {
            Thread.sleep(50);
        }
        assertThat(ledger.sink(sink).lastFailure()).as("a problem of its own").isNotNull();
    }

    /** The health checks that are down. */
    private static List<String> down(Routes routes) {
        return HealthCheckHelper.invoke(routes.context()).stream().filter(result -> result.getState() == HealthCheck.State.DOWN)
                .map(result -> result.getCheck().getId()).toList();
    }

    private Path snapshot(RecoveryPointResult result) {
        return s3.directory("one").resolve("cerb/snapshots/" + result.snapshot());
    }

    @Test
    void startsWhileTheSinkIsAway() throws Exception {
        s3.beginOutage();
        try (Routes routes = start()) {
            RecoveryPointResult first = checkpoint(routes, "first");
            s3.endOutage();
            awaitMirrored();
            assertThat(Files.exists(snapshot(first))).isTrue();
        }
    }

    @Test
    void secondSinkIsAnotherFile() throws Exception {
        Path own = Files.createDirectories(home.resolve("own"));
        Files.writeString(own.resolve("sink-second.camel.yaml"),
                Files.readString(RoutesFixture.SHIPPED.resolve("sink-offsite.camel.yaml")).replace("offsite", "second"));
        fixture.sink("second", s3, "two", "");
        try (Routes routes = start(own)) {
            checkpoint(routes, "file");
            awaitMirrored();
            assertMirrored(s3.directory("one").resolve("cerb"));
            assertMirrored(s3.directory("two"));
        }
    }

    @Test
    void deadSinkIsNoneOfTheOthersBusiness() throws Exception {
        Path own = Files.createDirectories(home.resolve("own"));
        Files.writeString(own.resolve("sink-second.camel.yaml"),
                Files.readString(RoutesFixture.SHIPPED.resolve("sink-offsite.camel.yaml")).replace("offsite", "second"));
        fixture.sink("second", s3, "two", "").set("sink.second.endpoint", "http://127.0.0.1:1");
        try (Routes routes = start(own)) {
            for (int i = 0; i < 3; i++) {
                checkpoint(routes, "file-" + i);
                assertThat(engine.mirrors().awaitHolding(List.of("offsite"), Instant.now(), Optional.of(SOON), () -> { })).isTrue();
            }
            assertMirrored(s3.directory("one").resolve("cerb"));
            assertThat(engine.mirrors().of("second").orElseThrow().backlog().files()).isGreaterThanOrEqualTo(12);
            assertThat(engine.mirrors().awaitHolding(Instant.now(), Duration.ZERO)).as("all of them").isFalse();
            awaitFailure("second");
            assertThat(ledger.sink("offsite").lastFailure()).isNull();
        }
    }

    @Test
    void stepIsAddedInTheFile() throws Exception {
        Path changed = Files.createDirectories(home.resolve("changed"));
        Path counted = home.resolve("counted");
        RoutesFixture.copyShipped(changed);
        Path file = changed.resolve("sink-offsite.camel.yaml");
        Files.writeString(file, Files.readString(file).replace("      steps:\n", """
                      steps:
                        - wireTap:
                            id: tell-the-count
                            uri: direct:count
                """) + """
                - route:
                    id: count
                    from:
                      uri: direct:count
                      steps:
                        - setBody: {expression: {simple: {expression: "${header.CamelRepositoryOperation} ${header.CamelRepositoryFile}\\n"}}}
                        - to: {uri: "file:%s", parameters: {fileName: log, fileExist: Append}}
                """.formatted(counted));
        fixture.only(changed);
        try (Routes routes = start()) {
            checkpoint(routes, "file");
            awaitMirrored();
            assertMirrored(s3.directory("one").resolve("cerb"));
        }
        assertThat(Files.readString(counted.resolve("log"))).contains("put config", "put snapshots/", "list data/");
    }

    @Test
    void watcherWritesACheckpointOfANewFile() throws Exception {
        try (Routes routes = start()) {
            checkpoint(routes, "first");
            awaitMirrored();
            long snapshots = snapshots(routes);
            Files.writeString(storage.resolve("written"), "by the helpdesk");
            Instant deadline = Instant.now().plus(SOON);
            while (snapshots(routes) == snapshots && Instant.now().isBefore(deadline)) {
                Thread.sleep(50);
            }
            assertThat(snapshots(routes)).as("snapshots at the sink").isGreaterThan(snapshots);
        }
    }

    private long snapshots(Routes routes) {
        try (Backend sink = routes.sink("offsite", home.resolve("fetched"), 0)) {
            List<Handle> found = new ArrayList<>();
            sink.list(FileType.SNAPSHOT, (handle, size) -> found.add(handle));
            return found.size();
        }
    }
}
