package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import cerb.backup.Oracles;
import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.demo.EmbeddedS3;
import cerb.backup.operation.Engine;
import cerb.backup.operation.observer.Observers;
import cerb.backup.proxy.Fault;
import cerb.backup.proxy.FaultyProxy;
import cerb.backup.proxy.S3Request;
import cerb.backup.proxy.S3Request.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much a sink asks of a store and of the line to it. */
class BusyStoreTest {
    private static final int CHECKPOINTS = 12;

    @TempDir
    private Path home;

    private final EmbeddedS3 server = Oracles.s3();
    private final String bucket = Oracles.newBucket("busy");
    private FaultyProxy proxy;
    private RoutesFixture fixture;

    @BeforeEach
    void prepare() throws Exception {
        proxy = FaultyProxy.before(server.endpoint());
        fixture = new RoutesFixture(home).set("storage.kind", "plain").sink("offsite", proxy.endpoint(), server.accessKey(), server.secretKey(), bucket, "");
    }

    @AfterEach
    void stop() {
        proxy.close();
    }

    private static boolean isPack(S3Request request) {
        return request.kind() == Kind.PUT && request.key().startsWith("data/");
    }

    @Test
    void sendsFewerAtOnceAfterSlowDown() throws Exception {
        Path storage = Files.createDirectories(home.resolve("storage"));
        List<Integer> atOnce = new CopyOnWriteArrayList<>();
        try (Engine engine = Engine.openOrInitialise(fixture.options(), new Observers())) {
            try (Routes routes = fixture.start(false, Map.of("engine", engine))) {
                for (int i = 0; i < CHECKPOINTS; i++) {
                    Files.writeString(storage.resolve("file" + i), "content " + i);
                    routes.call("storage-update", Map.of());
                }
            }
            proxy.strike(4, BusyStoreTest::isPack, Fault.refuses(503, "SlowDown"));
            proxy.strike(BusyStoreTest::isPack, counting(atOnce));
            try (Routes routes = fixture.start(true, Map.of("engine", engine))) {
                assertThat(engine.mirrors().awaitHolding(Instant.now(), Duration.ofSeconds(60))).isTrue();
            }
        }
        // The first four are those that were told to slow down, tried again; after 16 in a row that went well there may be two at once.
        assertThat(atOnce).hasSizeGreaterThan(2 * CHECKPOINTS - 2);
        assertThat(atOnce.subList(4, 4 + 15)).containsOnly(1);
    }

    private static Fault counting(List<Integer> atOnce) {
        AtomicInteger now = new AtomicInteger();
        return (request, behind) -> {
            atOnce.add(now.incrementAndGet());
            try {
                return Fault.late(Duration.ofMillis(30)).answer(request, behind);
            } finally {
                now.decrementAndGet();
            }
        };
    }

    @Test
    void keepsToItsBandwidthAndItsOwnNumberOfAttempts() throws Exception {
        fixture.set("sink.offsite.bandwidth", "200KiB").set("sink.offsite.retries", "1");
        Handle pack = new Handle(FileType.DATA, "ab".repeat(32));
        proxy.strike(2, BusyStoreTest::isPack, Fault.refuses(500, "InternalError"));
        try (Routes routes = fixture.start(false, Map.of()); Backend sink = routes.sink("offsite", home.resolve("fetched"), 0)) {
            long begin = System.nanoTime();
            assertThat(catchThrowable(() -> sink.save(pack, Content.of(new byte[200 << 10])))).hasMessageContaining("InternalError");
            assertThat(proxy.counts().get(Kind.PUT)).isEqualTo(2);
            // Both attempts carry the body.
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(1_700));
            assertThat(server.directory(bucket).resolve(pack.path())).doesNotExist();
            sink.save(pack, Content.of(new byte[10]));
        }
    }
}
