package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.operation.Engine;
import cerb.backup.operation.observer.Observers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pause of a daemon whose routes cannot start, or are loaded, while it lasts. */
class PauseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ROUTE = "- route: {id: %s, group: schedule, from: {uri: '%s', steps: [{process: {ref: counter}}]}}";

    @TempDir
    private Path home;
    private final AtomicInteger counted = new AtomicInteger();
    private volatile boolean broken = true;
    private Path own;
    private Engine engine;
    private Routes routes;

    @BeforeEach
    void start() throws IOException {
        own = Files.createDirectories(home.resolve("own"));
        Files.writeString(own.resolve("watch.camel.yaml"), ROUTE.formatted("watch", "fragile:watch"));
        Files.writeString(own.resolve("clock.camel.yaml"), ROUTE.formatted("clock", "timer:clock?delay=0&period=20"));
        RoutesFixture fixture = new RoutesFixture(home).only(own).set("routes.reload", "true").set("camel.routeController.backOffDelay", "50");
        engine = Engine.openOrInitialise(fixture.options(), new Observers());
        Processor counter = exchange -> counted.incrementAndGet();
        Component fragile = new Fragile();
        routes = fixture.start(true, Map.of("engine", engine, "counter", counter, "fragile", fragile));
    }

    @AfterEach
    void end() {
        routes.close();
        engine.close();
    }

    @Test
    void routeThatCannotStartYetIsNotTriedAgainUntilItIsOver() throws Exception {
        assertThat(routes.stopped()).containsKey("watch");
        routes.pause();
        assertThat(routes.context().getRouteController().supervising().getRestartingRoutes()).extracting(Route::getRouteId).doesNotContain("watch");
        assertThat(status("clock")).isEqualTo(ServiceStatus.Suspended);
        routes.resume();
        assertThat(routes.stopped()).as("tried, and to be tried again").containsOnlyKeys("watch");
        broken = false;
        await(() -> status("watch") == ServiceStatus.Started);
        await(() -> routes.stopped().isEmpty());
    }

    @Test
    void pauseThatIsBegunTwiceEndsOnce() throws Exception {
        routes.pause();
        broken = false;
        routes.pause();
        routes.resume();
        assertThat(status("watch")).isEqualTo(ServiceStatus.Started);
        assertThat(status("clock")).isEqualTo(ServiceStatus.Started);
        int before = counted.get();
        await(() -> counted.get() > before);
    }

    @Test
    void routeThatIsLoadedMeanwhileWaits() throws Exception {
        routes.pause();
        Files.writeString(own.resolve("late.camel.yaml"), ROUTE.formatted("late", "timer:late?delay=0&period=20"));
        Files.writeString(own.resolve("work.camel.yaml"), "- route: {id: work, from: {uri: 'direct:work', steps: [{setBody: {constant: done}}]}}");
        await(() -> status("late") == ServiceStatus.Suspended);
        await(() -> "done".equals(routes.call("work", Map.of())));
        int before = counted.get();
        routes.resume();
        await(() -> counted.get() > before);
        assertThat(status("late")).isEqualTo(ServiceStatus.Started);
    }

    private ServiceStatus status(String route) {
        return routes.context().getRouteController().getRouteStatus(route);
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        Exception last = null;
        while (Instant.now().isBefore(end)) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (RuntimeException e) {
                last = e;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("not within " + PATIENCE, last);
    }

    /** A component whose consumers start only while nothing is broken. */
    private final class Fragile extends DefaultComponent {
        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    return new DefaultConsumer(this, processor) {
                        @Override
                        protected void doStart() {
                            if (broken) {
                                throw new IllegalStateException("the far side is away");
                            }
                        }
                    };
                }
            };
        }
    }
}
