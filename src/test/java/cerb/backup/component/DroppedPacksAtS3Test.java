package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.cli.source.LocalRepository;
import cerb.backup.cli.source.RunningHelpdesk;
import cerb.backup.configuration.Settings;
import cerb.backup.demo.EmbeddedS3;
import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.TreeListing;
import cerb.backup.operation.cache.AwayPacks;
import cerb.backup.operation.check.Check;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.repository.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** repository.keep=metadata with the shipped routes and a bucket: as a daemon that drops, and as a verb that reads what it has dropped. */
class DroppedPacksAtS3Test {
    @TempDir
    private Path home;
    private EmbeddedS3 s3;
    private Path storage;
    private Settings settings;
    private RoutesFixture fixture;

    @BeforeEach
    void prepare() throws IOException {
        s3 = EmbeddedS3.start();
        s3.createBucket("one");
        storage = Files.createDirectories(home.resolve("storage"));
        fixture = new RoutesFixture(home).set("storage.kind", "plain").set("repository.keep", "metadata").sink("offsite", s3, "one", "cerb/");
        settings = fixture.settings();
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    private void checkpoint(Routes routes, int seed) throws IOException {
        Files.write(storage.resolve("file-" + seed), HelpdeskFixture.content(seed, 200_000));
        assertThat((RecoveryPointResult) routes.call("storage-update", Map.of())).isNotNull();
    }

    private String daemon() throws Exception {
        try (Engine engine = Engine.openOrInitialise(EngineOptions.of(settings), new Observers()); Routes routes = fixture.start(true, Map.of("engine", engine))) {
            checkpoint(routes, 1);
            checkpoint(routes, 2);
            assertThat(engine.mirrors().awaitHolding(Instant.now(), Duration.ofSeconds(60))).as("mirrored").isTrue();
            for (int wait = 0; wait < 300 && AwayPacks.read(home.resolve("repository")).isEmpty(); wait++) {
                Thread.sleep(100);
            }
            assertThat(AwayPacks.read(home.resolve("repository")).isEmpty()).as("nothing was dropped").isFalse();
            assertThat(new Check(engine.repository(), Observer.NONE).run(CheckOptions.everything()).damaged()).isFalse();
            var snapshots = engine.repository().snapshots();
            return snapshots.get(snapshots.size() - 1).id().toString();
        }
    }

    @Test
    void daemonDropsPacksAndVerbsFetchThem() throws Exception {
        String last = daemon();
        Path restored = home.resolve("restored");
        try (Repository repository = LocalRepository.open(settings)) {
            assertThat(new Check(repository, Observer.NONE).run(CheckOptions.structure()).damaged()).isFalse();
            assertThat(new Restore(repository, Observer.NONE).storage(repository.find(last), StorageOptions.to(restored)).incomplete()).isFalse();
        }
        assertThat(new TreeMap<>(TreeListing.of(restored))).isEqualTo(new TreeMap<>(TreeListing.of(storage)));
        assertNothingStartsWithoutTheirSink();
    }

    private void assertNothingStartsWithoutTheirSink() throws IOException {
        Settings renamed = new RoutesFixture(home).set("storage.kind", "plain").set("repository.keep", "metadata").sink("disk")
                .set("sink.disk.directory", Files.createDirectories(home.resolve("disk")).toString()).settings();
        assertThatThrownBy(() -> RunningHelpdesk.engine(renamed, new Observers())).isInstanceOf(OperationException.class)
                .hasMessageContaining("kept at offsite alone").hasMessageContaining("sinks names only disk");
    }
}
