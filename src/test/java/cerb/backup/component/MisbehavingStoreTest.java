package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.SecondS3;
import cerb.backup.demo.EmbeddedS3;
import cerb.backup.operation.Engine;
import cerb.backup.operation.observer.Observers;
import cerb.backup.proxy.Fault;
import cerb.backup.proxy.FaultyProxy;
import cerb.backup.proxy.S3Request.Kind;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The shipped routes in front of a store that misbehaves in every way known, one after another, each while a checkpoint is mirrored. Two servers that share no line with
 * each other, one of them with signatures checked. After each fault everything arrives, and in the end stock restic finds the far side whole.
 */
class MisbehavingStoreTest {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String BUCKET = "mirror";
    private static final String PASSWORD = "password";

    private record Case(Kind kind, int times, Fault fault) {}

    @TempDir
    private Path home;

    @Test
    void everyFaultPassesAtTheServerInTheJvm() throws Exception {
        try (EmbeddedS3 server = EmbeddedS3.start()) {
            server.createBucket(BUCKET);
            passes(server.endpoint(), server.accessKey(), server.secretKey());
        }
    }

    @Test
    void everyFaultPassesAtTheSecondServer() throws Exception {
        try (SecondS3 server = SecondS3.start(Files.createDirectories(home.resolve("server")), BUCKET)) {
            passes(server.endpoint(), "any", "any");
        }
    }

    private void passes(URI server, String accessKey, String secretKey) throws Exception {
        Path storage = Files.createDirectories(home.resolve("storage"));
        RoutesFixture fixture = new RoutesFixture(home).set("storage.kind", "plain").only(patientRoutes());
        try (FaultyProxy proxy = FaultyProxy.before(server); S3Client behind = client(server, accessKey, secretKey)) {
            fixture.sink("offsite", proxy.endpoint(), accessKey, secretKey, BUCKET, "cerb/");
            try (Engine engine = Engine.openOrInitialise(fixture.options(), new Observers());
                    Routes routes = fixture.start(true, Map.of("engine", engine))) {
                checkpoint(routes, storage, "first");
                awaitMirrored(engine, "first");
                cases(behind).forEach((name, each) -> meet(name, each, proxy, routes, engine, storage));
            }
        }
        String far = Oracles.resticUrl(server, BUCKET) + "/cerb";
        var restic = Oracles.restic(ResticVersion.NEWER).with("AWS_ACCESS_KEY_ID", accessKey).with("AWS_SECRET_ACCESS_KEY", secretKey);
        assertThat(restic.run(far, PASSWORD, "check", "--read-data")).contains("no errors were found");
        assertThat(snapshots(restic.run(far, PASSWORD, "snapshots", "--json"))).isEqualTo(snapshots(restic.run(home.resolve("repository").toString(), PASSWORD, "snapshots", "--json")));
    }

    /**
     * Locks are left alone: their requests come first, and would be the only ones to meet the fault. Under steady change a pass stays open, which neither lists nor gets
     * anything: where that is to be met, a file is refused first, after which the next pass looks at the far side again. What is stored is asked for only where the answer to the upload does not tell.
     */
    private static void meet(String name, Case each, FaultyProxy proxy, Routes routes, Engine engine, Path storage) {
        proxy.forget();
        int refused = switch (each.kind()) {
            case LIST, GET -> 1;
            case HEAD -> each.times();
            default -> 0;
        };
        proxy.strike(refused, request -> request.kind() == Kind.PUT && !request.key().contains("/locks/"),
                each.kind() == Kind.HEAD ? Fault.FOREIGN_ETAG : Fault.refuses(403, "AccessDenied"));
        proxy.strike(each.times(), request -> request.kind() == each.kind() && !request.key().contains("/locks/"), each.fault());
        try {
            checkpoint(routes, storage, name);
            Instant deadline = Instant.now().plus(SOON);
            while (proxy.struck() < refused + each.times() && !engine.mirrors().awaitHolding(Instant.now(), Duration.ZERO) && Instant.now().isBefore(deadline)) {
                Thread.sleep(20);
            }
            assertThat(proxy.struck()).as(name + " happened").isGreaterThan(refused);
            proxy.heal();
            awaitMirrored(engine, name);
        } catch (Exception e) {
            throw new AssertionError(name, e);
        }
    }

    private static Map<String, Case> cases(S3Client behind) {
        Map<String, Case> cases = new LinkedHashMap<>();
        cases.put("latency", new Case(Kind.PUT, 3, Fault.late(Duration.ofMillis(300))));
        cases.put("cut in the middle of an upload", new Case(Kind.PUT, 2, Fault.CUT_UP));
        cases.put("lost acknowledgement", new Case(Kind.PUT, 2, Fault.CUT_AFTER));
        cases.put("cut in the middle of a listing", new Case(Kind.LIST, 2, Fault.CUT_DOWN));
        cases.put("cut in the middle of a download", new Case(Kind.GET, 1, Fault.CUT_DOWN));
        cases.put("internal error", new Case(Kind.PUT, 2, Fault.refuses(500, "InternalError")));
        cases.put("slow down", new Case(Kind.PUT, 2, Fault.refuses(503, "SlowDown")));
        cases.put("too many requests", new Case(Kind.LIST, 2, Fault.refuses(429, "TooManyRequests")));
        cases.put("more errors than attempts", new Case(Kind.PUT, 4, Fault.refuses(500, "InternalError")));
        cases.put("truncation acknowledged", new Case(Kind.PUT, 2, truncating(behind)));
        cases.put("nothing stored and acknowledged", new Case(Kind.PUT, 2, Fault.answers(200, "")));
        cases.put("answer to an upload that proves nothing", new Case(Kind.PUT, 2, Fault.FOREIGN_ETAG));
        cases.put("wrong answer to a question for a size", new Case(Kind.HEAD, 2, Fault.answers(200, "")));
        cases.put("wrong answer to a listing", new Case(Kind.LIST, 2, Fault.answers(200, "<html>Welcome</html>")));
        cases.put("wrong answer to a download", new Case(Kind.GET, 1, Fault.answers(200, "<html>Welcome</html>")));
        cases.put("empty listing", new Case(Kind.LIST, 10, Fault.LISTS_NOTHING));
        cases.put("stale listing", new Case(Kind.LIST, 10, Fault.stale()));
        cases.put("access denied for a while", new Case(Kind.PUT, 1, Fault.refuses(403, "AccessDenied")));
        return cases;
    }

    /** The store keeps half of it, and says that all is well. */
    private static Fault truncating(S3Client behind) {
        return (request, server) -> {
            behind.putObject(put -> put.bucket(request.bucket()).key(request.key()), RequestBody.fromBytes(Arrays.copyOf(request.body(), request.body().length / 2)));
            return Fault.response(200, Map.of("ETag", "\"0\""), "");
        };
    }

    private static void checkpoint(Routes routes, Path storage, String name) throws Exception {
        byte[] content = new byte[200_000];
        new Random(name.hashCode()).nextBytes(content);
        Files.write(storage.resolve(name.replace(' ', '-')), content);
        routes.call("storage-update", Map.of());
    }

    private static void awaitMirrored(Engine engine, String name) throws InterruptedException {
        assertThat(engine.mirrors().awaitHolding(Instant.now(), SOON)).as("mirrored after " + name).isTrue();
    }

    /** The shipped routes, but that a sink is tried again soon after a failure. */
    private Path patientRoutes() throws Exception {
        Path routes = home.resolve("routes");
        RoutesFixture.copyShipped(routes);
        Path sink = routes.resolve("sink-offsite.camel.yaml");
        Files.writeString(sink, Files.readString(sink).replace("backoffMultiplier: 20", "backoffMultiplier: 1").replace("delay: \"500\"", "delay: \"100\""));
        return routes;
    }

    private static S3Client client(URI server, String accessKey, String secretKey) {
        return S3Client.builder().endpointOverride(server).forcePathStyle(true).region(Region.of(EmbeddedS3.REGION))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey))).build();
    }

    private static Set<String> snapshots(String json) throws Exception {
        Set<String> ids = new TreeSet<>();
        new ObjectMapper().readTree(json).forEach(snapshot -> ids.add(snapshot.path("id").asText()));
        assertThat(ids).hasSizeGreaterThan(15);
        return ids;
    }
}
