package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.PermanentException;
import cerb.backup.component.s3.BucketPolicy;
import cerb.backup.demo.EmbeddedS3;
import cerb.backup.operation.Engine;
import cerb.backup.operation.observer.Observers;
import cerb.backup.proxy.Fault;
import cerb.backup.proxy.FaultyProxy;
import cerb.backup.proxy.Policy;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The shipped routes with accounts that may do what the printed policies say and nothing more. A proxy enforces them. */
class AppendOnlyStoreTest {
    private static final Handle PACK = new Handle(FileType.DATA, "ab".repeat(32));
    private static final String PREFIX = "cerb/";

    @TempDir
    private Path home;

    private final EmbeddedS3 server = Oracles.s3();
    private final String bucket = Oracles.newBucket("appended");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private FaultyProxy proxy;
    private RoutesFixture fixture;
    private Path storage;

    @BeforeEach
    void prepare() throws Exception {
        log.start();
        root.addAppender(log);
        proxy = FaultyProxy.before(server.endpoint());
        storage = Files.createDirectories(home.resolve("storage"));
        fixture = new RoutesFixture(home).set("storage.kind", "plain").sink("offsite", proxy.endpoint(), server.accessKey(), server.secretKey(), bucket, PREFIX);
    }

    @AfterEach
    void stop() {
        root.detachAppender(log);
        proxy.close();
    }

    private BucketPolicy policy() {
        return new BucketPolicy(bucket, PREFIX, "", false, "");
    }

    private void enforce(Policy policy) {
        proxy.strike(policy::denies, Fault.refuses(403, "AccessDenied"));
    }

    private void mirrorThrice() throws Exception {
        try (Engine engine = Engine.openOrInitialise(fixture.options(), new Observers()); Routes routes = fixture.start(true, Map.of("engine", engine))) {
            for (String name : List.of("one", "two", "three")) {
                Files.writeString(storage.resolve(name), name);
                routes.call("storage-update", Map.of());
                assertThat(engine.mirrors().awaitHolding(Instant.now(), Duration.ofSeconds(60))).as(name).isTrue();
            }
        }
    }

    private Backend sink(Routes routes) {
        return routes.sink("offsite", home.resolve("fetched"), 0);
    }

    @Test
    void leastPolicyIsEnoughAndNoMore() throws Exception {
        Policy least = new Policy(policy().least());
        enforce(least);
        mirrorThrice();
        try (Routes routes = fixture.start(false, Map.of()); Backend sink = sink(routes)) {
            sink.save(PACK, Content.of(new byte[10]));
            assertThat(sink.<byte[]>load(PACK, 0, -1, InputStream::readAllBytes)).hasSize(10);
            sink.remove(PACK);
        }
        assertThat(proxy.struck()).as("denied requests").isZero();
        assertThat(least.used()).isEqualTo(least.actions());
    }

    @Test
    void appendOnlyPolicyMirrorsWithoutAWordAndLetsNothingGo() throws Exception {
        enforce(new Policy(policy().appendOnly()));
        mirrorThrice();
        assertThat(proxy.struck()).as("denied requests").isZero();
        assertThat(warnings()).isEmpty();
        try (Routes routes = fixture.start(false, Map.of()); Backend sink = sink(routes)) {
            sink.save(PACK, Content.of(new byte[10]));
            assertThatThrownBy(() -> sink.remove(PACK)).isInstanceOf(PermanentException.class).hasMessageContaining("policy that cerb-backup setup prints");
            assertThat(sink.size(PACK)).isEqualTo(10);
        }
    }

    @Test
    void lockThatMayNotGoIsToldOfOnceAndTakenAgain() throws Exception {
        enforce(new Policy(policy().appendOnly().replace("/locks/", "/nothing/")));
        mirrorThrice();
        assertThat(proxy.struck()).as("denied requests").isGreaterThan(1);
        assertThat(warnings()).singleElement().asString().contains("stays, and is taken again").contains("policy");
        mirrorThrice();
        try (Routes routes = fixture.start(false, Map.of()); Backend sink = sink(routes)) {
            List<Handle> locks = new ArrayList<>();
            sink.list(FileType.LOCK, (lock, size) -> locks.add(lock));
            assertThat(locks).as("after a restart too").hasSize(1);
        }
    }

    private List<String> warnings() {
        return log.list.stream().filter(event -> event.getLevel().levelStr.equals("WARN") && event.getLoggerName().startsWith("cerb.")).map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void lockingObjectsNeedsOneRightMore() {
        Policy locking = new Policy(new BucketPolicy(bucket, "", "eu-west-1", true, "arn:aws:kms:eu-west-1:1:key/k").least());
        assertThat(locking.actions()).containsExactly("kms:Decrypt", "kms:GenerateDataKey", "s3:DeleteObject", "s3:GetObject", "s3:ListBucket", "s3:PutObject", "s3:PutObjectRetention");
        assertThat(new BucketPolicy(bucket, "", "cn-north-1", false, "").least()).contains("arn:aws-cn:s3:::" + bucket + "/*");
    }
}
