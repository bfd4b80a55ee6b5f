package cerb.backup.observe.health;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.component.Routes;
import cerb.backup.component.RoutesFixture;
import cerb.backup.observe.Ledger;
import cerb.backup.observe.Problem;
import cerb.backup.observe.problem.Limits;
import cerb.backup.observe.problem.Problems;
import cerb.backup.operation.Engine;
import cerb.backup.operation.marks.Marks;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.report.Reason;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the management port of a daemon says, with the shipped routes. */
class ReadinessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BROKEN_SINK = """
            - route:
                id: sink-broken
                routeConfigurationId: sink-errors
                from:
                  uri: repository:sink
                  parameters: {sink: broken}
                  steps:
                    - to: unstartable:store
            """;

    @TempDir
    private Path home;
    private final Ledger ledger = new Ledger(Clock.systemUTC());
    private int port;

    @Test
    void saysWhatIsWrongInWordsWhileLivenessStaysUp() throws Exception {
        run(fixture(), Map.of(), (engine, routes, problems) -> {
            await(() -> ready().path("status").asText().equals("UP"));
            Instant old = Instant.now().minus(Duration.ofDays(800));
            ledger.resume(old, old, new Marks(old, old, old, old, false, Map.of()));
            ledger.abandoned(RecoveryPointResult.Kind.RECOVERY_POINT, Reason.of("cannot read /var/www/cerb/storage/secret.txt"));
            JsonNode ready = ready();
            assertThat(ready.path("status").asText()).isEqualTo("DOWN");
            assertThat(down(ready).get("problems")).contains("recovery-point-old: The last complete recovery point is of " + old.toString().substring(0, 10), "prune-old: ", "run cerb-backup doctor")
                    .doesNotContain("secret.txt");
            assertThat(get("live").path("status").asText()).isEqualTo("UP");
        });
    }

    @Test
    void watchingThreadThatDiesTurnsItsRouteDownThoughTheDirectoryIsStillScanned() throws Exception {
        run(fixture(), Map.of(), (engine, routes, problems) -> {
            await(() -> ready().path("status").asText().equals("UP"));
            Object watch = value(routes.context().getRoute("storage-watch").getConsumer(), "watch");
            Thread watching = (Thread) value(watch, "thread");
            // whatever it does next fails in a way that nobody foresaw
            field(value(watch, "loop"), "batches").set(value(watch, "loop"), null);
            watching.interrupt();
            watching.join(PATIENCE.toMillis());
            assertThat(watching.isAlive()).isFalse();
            assertThat(down(ready())).containsKey("consumer:storage-watch").hasEntrySatisfying("problems", text -> assertThat(text).contains("route-stopped storage-watch: "));
            assertThat(problems.list()).filteredOn(problem -> problem.kind() == Problem.Kind.ROUTE_STOPPED).singleElement()
                    .satisfies(problem -> assertThat(problem.detail()).contains("watching thread has ended"));
        });
    }

    @Test
    void sinkThatCannotStartIsDownAndStopsNoOther() throws Exception {
        Path own = Files.createDirectories(home.resolve("own"));
        Files.writeString(own.resolve("sink-broken.camel.yaml"), BROKEN_SINK);
        Path disk = Files.createDirectories(home.resolve("disk"));
        RoutesFixture fixture = fixture().set("sinks", "broken,disk").set("sink.disk.directory", disk.toString());
        run(fixture, Map.of("unstartable", new Unstartable()), (engine, routes, problems) -> {
            await(() -> engine.mirrors().of("disk").orElseThrow().holds(Instant.now().minusSeconds(3)));
            assertThat(disk.resolve("config")).exists();
            assertThat(routes.context().getRouteController().getRouteStatus("storage-watch").isStarted()).isTrue();
            assertThat(routes.stopped()).containsOnlyKeys("sink-broken");
            assertThat(ready().path("status").asText()).isEqualTo("DOWN");
            assertThat(down(ready()).toString()).contains("route-stopped sink-broken: ").doesNotContain("sink-disk");
        }, own);
    }

    @Test
    void saysNoMoreToThoseWhoAskForMore() throws Exception {
        Path own = Files.createDirectories(home.resolve("own"));
        Files.writeString(own.resolve("sink-broken.camel.yaml"), BROKEN_SINK);
        run(fixture().set("sinks", "broken"), Map.of("unstartable", new Unstartable()), (engine, routes, problems) -> {
            await(() -> down(ready()).toString().contains("route-stopped sink-broken: "));
            for (String parameters : List.of("", "?exposureLevel=full&stackTrace=true&data=true", "?exposureLevel=full;stackTrace=true;data=true")) {
                for (String path : List.of("/observe/health", "/observe/health/ready", "/observe/health/live")) {
                    assertThat(raw("GET", path + parameters)).contains("\"status\"")
                            .doesNotContain("error-message", "stacktrace", "\"data\"", "\"name\":\"context\"", "cannot start the store", "unstartable:", "://", "Exception", home.toString());
                }
            }
        }, own);
    }

    @Test
    void answersNothingButHealthAndMetrics() throws Exception {
        run(fixture(), Map.of(), (engine, routes, problems) -> {
            for (String path : List.of("/", "/observe", "/observe/info", "/observe/dev", "/q/info", "/q/dev", "/q/health", "/q/send/", "/q/jolokia", "/q/upload/x", "/q/download", "/jolokia", "/hello")) {
                assertThat(raw("GET", path)).as(path).startsWith("HTTP/1.1 404 ");
            }
            for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")) {
                assertThat(raw(method, "/observe/health?exposureLevel=full")).as(method).startsWith("HTTP/1.1 405 ");
            }
        });
    }

    /** What stands on the line. */
    private String raw(String method, String target) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write((method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Object value(Object owner, String name) throws ReflectiveOperationException {
        return field(owner, name).get(owner);
    }

    private static Field field(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    private RoutesFixture fixture() throws IOException {
        Files.createDirectories(home.resolve("storage"));
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        return new RoutesFixture(home).set("storage.kind", "plain").set("management.port", Integer.toString(port)).set("repository.minimum-free", "1");
    }

    private interface Body {
        void run(Engine engine, Routes routes, Problems problems) throws Exception;
    }

    private void run(RoutesFixture fixture, Map<String, Object> beans, Body body, Path... more) throws Exception {
        Map<String, Object> all = new TreeMap<>(beans);
        try (Engine engine = Engine.openOrInitialise(fixture.options(), new Observers(ledger))) {
            all.put("engine", engine);
            try (Routes routes = fixture.start(true, all, more)) {
                Problems problems = new Problems(ledger, Limits.of(fixture.settings()), Clock.systemUTC(), routes::stopped);
                ReadinessCheck.register(routes.context(), problems::list);
                body.run(engine, routes, problems);
            }
        }
    }

    private JsonNode ready() throws Exception {
        return get("ready");
    }

    private JsonNode get(String which) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/observe/health/" + which)).build();
        return new ObjectMapper().readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    }

    /** The checks that are down, with what they say. */
    private static Map<String, String> down(JsonNode health) {
        Map<String, String> down = new TreeMap<>();
        health.path("checks").forEach(check -> down.put(check.path("name").asText(), check.path("message").asText()));
        return down;
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.call()) {
            assertThat(Instant.now()).as("waited for long enough").isBefore(end);
            Thread.sleep(50);
        }
    }

    /** A component whose producers cannot start. */
    private static final class Unstartable extends DefaultComponent {
        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    return new DefaultProducer(this) {
                        @Override
                        public void process(org.apache.camel.Exchange exchange) {
                            throw new AssertionError("it never started");
                        }

                        @Override
                        protected void doStart() {
                            throw new IllegalStateException("cannot start the store");
                        }
                    };
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }
}
