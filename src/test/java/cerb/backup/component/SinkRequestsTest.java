package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.TransientException;
import cerb.backup.demo.EmbeddedS3;
import cerb.backup.operation.Engine;
import cerb.backup.operation.observer.Observers;
import cerb.backup.proxy.Fault;
import cerb.backup.proxy.FaultyProxy;
import cerb.backup.proxy.S3Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
            Engine engine = Engine.openOrInitialise(fixture.options(), new Observers());
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

    @Test
    void storedSizeIsAskedForOnlyWhereTheAnswerDoesNotProveIt() throws Exception {
        String bucket = Oracles.newBucket("asked");
        EmbeddedS3 s3 = Oracles.s3();
        var fixture = new RoutesFixture(home);
        try (FaultyProxy proxy = FaultyProxy.before(s3.endpoint());
                Routes routes = fixture.sink("offsite", proxy.endpoint(), s3.accessKey(), s3.secretKey(), bucket, "").start(false, Map.of());
                Backend sink = routes.sink("offsite", home.resolve("fetched"), 0)) {
            sink.save(new Handle(FileType.LOCK, "ab".repeat(32)), Content.of(new byte[10]));
            assertThat(proxy.counts()).isEqualTo(Map.of(S3Request.Kind.PUT, 1));
            proxy.strike(request -> request.kind() == S3Request.Kind.PUT, Fault.FOREIGN_ETAG);
            sink.save(new Handle(FileType.LOCK, "cd".repeat(32)), Content.of(new byte[10]));
            assertThat(proxy.counts()).isEqualTo(Map.of(S3Request.Kind.PUT, 2, S3Request.Kind.HEAD, 1));
        }
    }

    @Test
    void removedFilesOfOneDirectoryAreAskedForAtOnce() throws Exception {
        String bucket = Oracles.newBucket("removed");
        EmbeddedS3 s3 = Oracles.s3();
        var fixture = new RoutesFixture(home);
        try (FaultyProxy proxy = FaultyProxy.before(s3.endpoint());
                Routes routes = fixture.sink("offsite", proxy.endpoint(), s3.accessKey(), s3.secretKey(), bucket, "").start(false, Map.of());
                Backend sink = routes.sink("offsite", home.resolve("fetched"), 0)) {
            List<Handle> files = IntStream.range(0, 6).mapToObj(i -> new Handle(FileType.DATA, (i < 5 ? "ab" : "cd") + "%062x".formatted(i))).toList();
            files.forEach(file -> sink.save(file, Content.of(new byte[10])));
            proxy.forget();
            proxy.strike(1, request -> request.kind() == S3Request.Kind.DELETE, Fault.answers(204, ""));
            List<Handle> gone = new ArrayList<>();
            assertThatThrownBy(() -> sink.remove(files.iterator(), () -> true, gone::add)).isInstanceOf(TransientException.class).hasMessageContaining("is still listed");
            assertThat(gone).isEqualTo(files.subList(1, 6));
            assertThat(proxy.counts()).isEqualTo(Map.of(S3Request.Kind.DELETE, 6, S3Request.Kind.LIST, 2));
            assertThat(sink.size(files.get(0))).isEqualTo(10);
        }
    }

    private static void assertCheap(Map<S3Request.Kind, Integer> counts) {
        assertThat(counts.values().stream().mapToInt(Integer::intValue).sum()).as(counts.toString()).isBetween(4 * CHECKPOINTS, 5 * CHECKPOINTS);
        assertThat(counts.getOrDefault(S3Request.Kind.LIST, 0)).as("no listing of files, two of locks a pass: " + counts).isLessThanOrEqualTo(4);
    }

    private static void checkpoint(Engine engine, Routes routes, Path file) throws Exception {
        Files.writeString(file, "content of " + file);
        routes.call("storage-update", Map.of());
        assertThat(engine.mirrors().awaitHolding(Instant.now(), Duration.ofSeconds(60))).isTrue();
    }
}
