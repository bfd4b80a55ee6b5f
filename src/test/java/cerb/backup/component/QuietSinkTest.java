package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.operation.Engine;
import cerb.backup.operation.mirror.Mirror;
import cerb.backup.operation.observer.Observers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sinks whose routes end a put without an exception and without having stored anything: what they were sent stays in their backlog, and status says why. */
class QuietSinkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Lists nothing, and takes locks, so that a pass begins. */
    private static final String ROUTE = """
            - route:
                id: sink-%1$s
                routeConfigurationId: %2$s
                from:
                  uri: repository:sink
                  parameters: {sink: %1$s, delay: 200}
                  steps:
                    - filter:
                        simple: "${header.CamelRepositoryOperation} == 'list'"
                        steps:
                          - setHeader: {name: CamelRepositoryListed, constant: "0"}
                          - setBody: {constant: ""}
                          - stop: {}
                    - filter:
                        simple: "${header.CamelRepositoryFile} startsWith 'locks/'"
                        steps:
                          - setHeader: {name: CamelRepositoryStoredBytes, simple: "${header.CamelRepositoryBytes}"}
                          - stop: {}
            """;

    private static final String HANDLING = """
            - routeConfiguration:
                id: handling-errors
                onException:
                  - onException:
                      exception: [java.lang.IllegalArgumentException]
                      handled: {constant: "true"}
            """;

    private static final String BREAKER = """
            - circuitBreaker:
                resilience4jConfiguration: {minimumNumberOfCalls: 1, slidingWindowSize: 1, failureRateThreshold: 1}
                steps:
                  - process: {ref: counted}
                  - throwException: {exceptionType: java.lang.IllegalStateException, message: away}
                onFallback:
                  steps:
                    - log: the circuit is open
            """;

    @TempDir
    private Path home;
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void confirmNothingAndAreReported() throws Exception {
        Path own = Files.createDirectories(home.resolve("own"));
        Files.writeString(own.resolve("quiet.camel.yaml"), HANDLING
                + ROUTE.formatted("breaker", "sink-errors") + BREAKER.indent(8)
                + ROUTE.formatted("handled", "handling-errors") + "- throwException: {exceptionType: java.lang.IllegalArgumentException, message: handled}\n".indent(8)
                + ROUTE.formatted("filtered", "sink-errors") + "- filter: {constant: 'false', steps: [{log: 'never'}]}\n".indent(8));
        var fixture = new RoutesFixture(home).set("storage.kind", "plain").set("sinks", "breaker,handled,filtered");
        Files.createDirectories(home.resolve("storage"));
        Processor counted = exchange -> calls.incrementAndGet();
        Engine engine = Engine.openOrInitialise(fixture.options(), new Observers());
        try (engine; Routes routes = fixture.start(true, Map.of("engine", engine, "counted", counted), own)) {
            assertThat(routes.context().getRoutes()).isNotEmpty();
            for (String sink : List.of("breaker", "handled", "filtered")) {
                assertReported(engine.mirrors().of(sink).orElseThrow());
            }
            assertThat(engine.mirrors().awaitHolding(Instant.now(), Duration.ZERO)).isFalse();
        }
        assertThat(calls.get()).as("the circuit was open for all but the first").isBetween(1, 4);
    }

    private static void assertReported(Mirror mirror) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (mirror.status().problem().isEmpty() && Instant.now().isBefore(deadline)) {
            Thread.sleep(50);
        }
        assertThat(mirror.status().problem().orElse("")).as(mirror.sink()).contains("nothing confirms it");
        assertThat(mirror.backlog().files()).as("config and key").isEqualTo(2);
    }
}
