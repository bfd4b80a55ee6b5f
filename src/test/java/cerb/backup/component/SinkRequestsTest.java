package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.demo.EmbeddedS3;
import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.Observers;
import cerb.backup.proxy.FaultyProxy;
import cerb.backup.proxy.S3Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a mirror costs in requests, counted in front of the server. */
class SinkRequestsTest {
    private static final int CHECKPOINTS = 10;

    @TempDir
    private Path home;

    @Test
    void checkpointUnderSteadyChange() throws Exception {
        try (EmbeddedS3 s3 = EmbeddedS3.start(); FaultyProxy proxy = FaultyProxy.before(s3.endpoint())) {
            s3.createBucket("one");
            Path storage = Files.createDirectories(home.resolve("storage"));
            var fixture = new RoutesFixture(home).set("storage.kind", "plain").sink("offsite", s3, "one", "cerb/")
                    .set("sink.offsite.endpoint", proxy.endpoint().toString());
            Engine engine = Engine.openOrInitialise(EngineOptions.of(fixture.settings()), new Observers());
            try (engine; Routes routes = fixture.start(true, Map.of("engine", engine))) {
                checkpoint(engine, routes, storage.resolve("first"));
                checkpoint(engine, routes, storage.resolve("second"));
                proxy.forget();
                for (int i = 0; i < CHECKPOINTS; i++) {
                    checkpoint(engine, routes, storage.resolve("file-" + i));
                }
                assertCheap(proxy.counts());
            }
        }
    }

    /** Five a checkpoint, besides how this store confirms what was put, which is its kamelet's affair. */
    private static void assertCheap(Map<S3Request.Kind, Integer> counts) {
        int confirming = counts.getOrDefault(S3Request.Kind.HEAD, 0);
        assertThat(confirming).as(counts.toString()).isLessThanOrEqualTo(counts.get(S3Request.Kind.PUT));
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(all - confirming).as(counts.toString()).isBetween(4 * CHECKPOINTS, 5 * CHECKPOINTS);
        assertThat(counts.getOrDefault(S3Request.Kind.LIST, 0)).as("no listing of files, two of locks a pass: " + counts).isLessThanOrEqualTo(4);
    }

    private static void checkpoint(Engine engine, Routes routes, Path file) throws Exception {
        Files.writeString(file, "content of " + file);
        routes.call("storage-update", Map.of());
        assertThat(engine.mirrors().awaitHolding(Instant.now(), Duration.ofSeconds(60))).isTrue();
    }
}
