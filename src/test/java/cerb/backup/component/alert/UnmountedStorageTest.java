package cerb.backup.component.alert;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.component.Routes;
import cerb.backup.component.RoutesFixture;
import cerb.backup.component.alert.told.Problem;
import cerb.backup.observe.Ledger;
import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.RecoveryPointResult.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped watch of a storage directory whose volume goes away under a daemon, and an alert of it. */
class UnmountedStorageTest {
    private static final Instant SINCE = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    private Path home;
    private final Ledger ledger = new Ledger(Clock.systemUTC());

    @Test
    void staysAProblemOverManyPollsIsToldAndEndsWhenItIsStoredAgain() throws Exception {
        Path storage = Files.createDirectories(home.resolve("storage"));
        Files.writeString(storage.resolve("file"), "content");
        try (Receiver receiver = Receiver.start()) {
            RoutesFixture fixture = fixture(receiver.url("/hook"));
            try (Engine engine = Engine.openOrInitialise(EngineOptions.of(fixture.settings()), new Observers(ledger)); Routes routes = start(fixture, engine)) {
                await(() -> !engine.repository().snapshots().isEmpty());
                goesAndComesAgain(storage, routes, receiver);
            }
        }
    }

    private void goesAndComesAgain(Path storage, Routes routes, Receiver receiver) throws Exception {
        Path mounted = Files.move(storage, home.resolve("volume"));
        Files.createDirectory(storage);
        await(() -> failure() != null);
        ScheduledPollConsumer watch = (ScheduledPollConsumer) routes.context().getRoute("storage-watch").getConsumer();
        for (long polls = watch.getCounter(); watch.getCounter() < polls + 4; Thread.sleep(20)) {
            assertThat(failure().reason()).as("between two attempts, too").contains(storage.toString());
            assertThat(routes.stopped()).as("to start the program again would not help").isEmpty();
        }
        assertThat(receiver.next().body()).contains("\"code\":\"run-failed\"", "\"state\":\"raised\"");
        Files.delete(storage);
        Files.move(mounted, storage);
        await(() -> failure() == null);
        assertThat(receiver.next().body()).contains("\"code\":\"run-failed\"", "\"state\":\"cleared\"");
    }

    private Ledger.Failure failure() {
        return ledger.lastFailure(Kind.CHECKPOINT);
    }

    @Test
    void routeThatHandsItsChangesToNobodyIsStopped() throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("storage")).resolve("file"), "content");
        try (Receiver receiver = Receiver.start()) {
            RoutesFixture fixture = fixture(receiver.url("/hook"));
            Path route = home.resolve("routes/storage-watch.camel.yaml");
            Files.writeString(route, Files.readString(route).replace("uri: repository:update", "uri: log:nobody"));
            try (Engine engine = Engine.openOrInitialise(EngineOptions.of(fixture.settings()), new Observers(ledger)); Routes routes = start(fixture, engine)) {
                await(() -> routes.stopped().getOrDefault("storage-watch", "").contains("Let every branch of the route end in repository:update"));
                assertThat(failure()).isNull();
            }
        }
    }

    private RoutesFixture fixture(String hook) throws Exception {
        Path routes = Files.createDirectories(home.resolve("routes"));
        for (String file : List.of("errors.camel.yaml", "alerts.camel.yaml", "storage-watch.camel.yaml")) {
            // the same, but for the patience
            Files.writeString(routes.resolve(file), Files.readString(RoutesFixture.SHIPPED.resolve(file)).replaceAll("(?m)^( +(?:delay|redeliveryDelay)): .*", "$1: \"100\"").replaceAll("(?m)^( +backoffMultiplier): .*", "$1: 2"));
        }
        Path secret = Files.setPosixFilePermissions(Files.writeString(home.resolve("webhook"), hook), PosixFilePermissions.fromString("rw-------"));
        return new RoutesFixture(home).only(routes).set("storage.kind", "plain").set("repository.minimum-free", "1").set("storage.settle", "100ms").set("snapshot.interval", "2s")
                .set("alert.settle", "300ms").set("alert.webhook-file", secret.toString());
    }

    private Routes start(RoutesFixture fixture, Engine engine) {
        Problems problems = () -> Stream.ofNullable(failure()).map(failure -> new Problem("run-failed", "", Problem.Severity.WARNING, "It failed.", failure.words(), "Look.", SINCE)).toList();
        return fixture.start(true, Map.of("problems", problems, "engine", engine));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 600 && !condition.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertThat(condition.getAsBoolean()).as("waited for long enough").isTrue();
    }
}
