package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.TransientException;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.processor.errorhandler.DefaultErrorHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What fails in a store, behind its kamelet, is tried again at the beginning of it, as often as its sink says. */
class SinkErrorsTest {
    private static final Handle PACK = new Handle(FileType.DATA, "ab".repeat(32));
    private static final Content CONTENT = Content.of(new byte[10]);

    private static final String KAMELET = """
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            metadata: {name: flaky-store}
            spec:
              definition: {title: Flaky store, type: object}
              template:
                from:
                  uri: kamelet:source
                  steps:
                    - process: {ref: flaky}
            """;

    private static final String ROUTE = """
            - route:
                id: sink-%1$s
                routeConfigurationId: sink-errors
                from:
                  uri: repository:sink
                  parameters: {sink: %1$s}
                  steps: [{to: {uri: "kamelet:flaky-store"}}]
            """;

    @TempDir
    private Path home;

    private final Flaky flaky = new Flaky();
    private Routes routes;

    @BeforeEach
    void start() throws IOException {
        Path own = Files.createDirectories(home.resolve("own"));
        Files.writeString(Files.createDirectories(own.resolve("kamelets")).resolve("flaky-store.kamelet.yaml"), KAMELET);
        Files.writeString(own.resolve("sinks.camel.yaml"), ROUTE.formatted("steady") + ROUTE.formatted("hasty"));
        routes = new RoutesFixture(home).set("sinks", "steady,hasty").set("sink.hasty.retries", "0").start(false, Map.of("flaky", flaky), own);
    }

    @AfterEach
    void stop() {
        routes.close();
    }

    @Test
    void storeThatFailsTwiceShowsThreeAttempts() {
        flaky.failures = 2;
        save("steady");
        assertThat(flaky.attempts("put")).isEqualTo(3);
    }

    @Test
    void attemptsComeToAnEnd() {
        flaky.failures = 100;
        assertThatThrownBy(() -> save("steady")).isInstanceOf(TransientException.class).hasMessageContaining("away");
        assertThat(flaky.attempts("put")).as("the first, and two by sink.default.retries").isEqualTo(3);
    }

    @Test
    void eachSinkHasRetriesOfItsOwn() {
        flaky.failures = 1;
        assertThatThrownBy(() -> save("hasty")).isInstanceOf(TransientException.class);
        assertThat(flaky.attempts("put")).isEqualTo(1);
    }

    @Test
    void attemptIsNoEventOfTheLog() {
        Logger handler = (Logger) LoggerFactory.getLogger(DefaultErrorHandler.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        handler.addAppender(log);
        try {
            flaky.failures = 2;
            save("steady");
        } finally {
            handler.detachAppender(log);
        }
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
    }

    private void save(String sink) {
        routes.sink(sink, home.resolve("fetched"), 0).save(PACK, CONTENT);
    }

    /** Lists nothing, and fails at the first puts. */
    private static final class Flaky implements Processor {
        private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
        private int failures;

        int attempts(String operation) {
            return attempts.getOrDefault(operation, new AtomicInteger()).get();
        }

        @Override
        public void process(Exchange exchange) {
            String operation = exchange.getMessage().getHeader("CamelRepositoryOperation", String.class);
            int attempt = attempts.computeIfAbsent(operation, any -> new AtomicInteger()).incrementAndGet();
            if (operation.equals("put") && attempt <= failures) {
                throw new IllegalStateException("away");
            }
            exchange.getMessage().setHeader("CamelRepositoryListed", 0);
            exchange.getMessage().setHeader("CamelRepositoryStoredBytes", exchange.getMessage().getHeader("CamelRepositoryBytes"));
            exchange.getMessage().setBody("");
        }
    }
}
