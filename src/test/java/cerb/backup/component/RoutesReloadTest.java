package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.operation.Engine;
import cerb.backup.operation.observer.Observers;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A daemon whose directory of own routes changes: what changed is taken over, what is wrong is not, and no other route is touched. */
class RoutesReloadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(RoutesReload.class);
    private static final String KAMELET = """
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            metadata: {name: greeting}
            spec:
              definition: {title: Greets, properties: {}}
              template: {from: {uri: 'kamelet:source', steps: [{setBody: {constant: %s}}]}}
            """;

    /** Holds together as long as nothing starts. */
    private static final String BREAKS_AT_START = KAMELET.replace("steps: [", "steps: [{to: {uri: 'direct:x?nonsense=1'}}, ").formatted("never");

    @TempDir
    private Path home;
    private volatile boolean broken;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Path shipped;
    private Path own;
    private Engine engine;
    private Routes routes;

    @BeforeEach
    void start() throws IOException {
        shipped = Files.createDirectories(home.resolve("shipped"));
        own = Files.createDirectories(home.resolve("own"));
        Path disk = Files.createDirectories(home.resolve("disk"));
        route(shipped, "quiet", "quiet");
        route(shipped, "check", "shipped");
        Files.writeString(own.resolve("sink-disk.camel.yaml"), Files.readString(RoutesFixture.SHIPPED.resolve("sink-disk.camel.yaml")));
        Files.writeString(own.resolve("errors.camel.yaml"), Files.readString(RoutesFixture.SHIPPED.resolve("errors.camel.yaml")));
        Files.writeString(Files.createDirectories(own.resolve("kamelets")).resolve("greeting.kamelet.yaml"), KAMELET.formatted("hello"));
        Files.writeString(own.resolve("kamelets/file-store.kamelet.yaml"), Files.readString(RoutesFixture.SHIPPED.resolve("kamelets/file-store.kamelet.yaml")));
        route(own, "changing", "before");
        Files.writeString(own.resolve("greeting.camel.yaml"), "- route: {id: greeting, from: {uri: 'direct:greeting', steps: [{to: {uri: 'kamelet:greeting'}}]}}");
        RoutesFixture fixture = new RoutesFixture(home).only(shipped).set("routes.reload", "true").sink("disk").set("sink.disk.directory", disk.toString());
        engine = Engine.openOrInitialise(fixture.options(), new Observers());
        routes = fixture.start(true, Map.of("engine", engine, "fragile", new Fragile()), own);
        LOG.addAppender(log);
        log.start();
    }

    @AfterEach
    void end() {
        LOG.detachAppender(log);
        routes.close();
        engine.close();
    }

    @Test
    void takesOverChangedAddedAndRemovedFilesAndLeavesEveryOtherRouteAlone() throws Exception {
        List<Route> untouched = running("quiet", "sink-disk", "greeting");
        List<String> ids = ids();
        route(own, "changing", "after");
        await(() -> said("changing").equals("after"));
        assertThat(ids()).isEqualTo(ids);

        route(own, "added", "added");
        await(() -> ids().size() == ids.size() + 1);
        assertThat(said("added")).isEqualTo("added");

        Files.delete(own.resolve("added.camel.yaml"));
        Files.delete(own.resolve("changing.camel.yaml"));
        await(() -> ids().size() == ids.size() - 1);
        assertThat(routes.context().getRoute("added")).isNull();
        assertThat(running("quiet", "sink-disk", "greeting")).isEqualTo(untouched);
    }

    @Test
    void ownFileTakesThePlaceOfTheShippedOneAndGivesItBack() throws Exception {
        List<String> ids = ids();
        route(own, "check", "own");
        await(() -> said("check").equals("own"));
        assertThat(ids()).isEqualTo(ids);
        Files.delete(own.resolve("check.camel.yaml"));
        await(() -> said("check").equals("shipped"));
        assertThat(ids()).isEqualTo(ids);
    }

    @Test
    void changedKameletIsTakenOverByTheRoutesThatUseIt() throws Exception {
        List<Route> untouched = running("quiet", "sink-disk", "changing");
        List<String> ids = ids();
        assertThat(said("greeting")).isEqualTo("hello");
        Files.writeString(own.resolve("kamelets/greeting.kamelet.yaml"), KAMELET.formatted("good morning"));
        await(() -> said("greeting").equals("good morning"));
        assertThat(ids()).isEqualTo(ids);
        assertThat(running("quiet", "sink-disk", "changing")).isEqualTo(untouched);
    }

    @Test
    void brokenFileIsToldWithItsLineAndChangesNothing() throws Exception {
        List<Route> all = List.copyOf(routes.context().getRoutes());
        Files.writeString(own.resolve("changing.camel.yaml"), "- route:\n    id: changing\n    from:\n      uri: direct:changing\n      stepz: []\n");
        await(() -> logged("changing.camel.yaml, line 5"));
        assertThat(routes.context().getRoutes()).isEqualTo(all);
        assertThat(said("changing")).isEqualTo("before");
        route(own, "changing", "mended");
        await(() -> said("changing").equals("mended"));
    }

    @Test
    void sinkThatIsNamedKeepsItsRoute() throws Exception {
        List<Route> all = List.copyOf(routes.context().getRoutes());
        Files.delete(own.resolve("sink-disk.camel.yaml"));
        await(() -> logged("sinks names disk, but no loaded route begins at this sink"));
        assertThat(routes.context().getRoutes()).isEqualTo(all);
    }

    @Test
    void changedRouteOfASinkGoesOnMirroring() throws Exception {
        List<String> ids = ids();
        Path file = own.resolve("sink-disk.camel.yaml");
        Files.writeString(file, Files.readString(file).replaceFirst("maxInFlight: \\d+", "maxInFlight: 1"));
        await(() -> logged("took over changed routes: sink-disk.camel.yaml"));
        assertThat(ids()).isEqualTo(ids);
        await(() -> Files.exists(home.resolve("disk/config")));
        assertThat(log.list).noneMatch(event -> event.getFormattedMessage().contains("not taken over"));
    }

    @Test
    void routeThatCannotStartLeavesTheOldOneRunning() throws Exception {
        List<String> ids = ids();
        Files.writeString(own.resolve("changing.camel.yaml"), "- route: {id: changing, from: {uri: 'direct:changing?nonsense=1', steps: [{setBody: {constant: after}}]}}");
        await(() -> logged("cannot start"));
        assertThat(said("changing")).isEqualTo("before");
        assertThat(ids()).isEqualTo(ids);
    }

    @Test
    void kameletThatBreaksAtStartLeavesTheOldOneRunning() throws Exception {
        List<String> ids = ids();
        Files.writeString(own.resolve("kamelets/greeting.kamelet.yaml"), BREAKS_AT_START);
        await(() -> logged("cannot start"));
        await(() -> said("greeting").equals("hello"));
        assertThat(ids()).isEqualTo(ids);
        assertThat(routes.stopped()).doesNotContainKey("greeting");
        Files.writeString(own.resolve("kamelets/greeting.kamelet.yaml"), KAMELET.formatted("mended"));
        await(() -> said("greeting").equals("mended"));
        assertThat(ids()).isEqualTo(ids);
    }

    @Test
    void routeThatCannotRunAgainEitherIsToldUntilItDoes() throws Exception {
        List<String> ids = ids();
        Files.writeString(own.resolve("fragile.camel.yaml"), "- route: {id: fragile, from: {uri: 'direct:fragile', steps: [{to: {uri: 'fragile:a'}}, {setBody: {constant: before}}]}}");
        await(() -> said("fragile").equals("before"));
        broken = true;
        Files.writeString(own.resolve("fragile.camel.yaml"), "- route: {id: fragile, from: {uri: 'direct:fragile', steps: [{to: {uri: 'fragile:b'}}, {setBody: {constant: after}}]}}");
        // While one takes the other's place it is a stopped one for a moment, too.
        await(() -> "the far side is away".equals(routes.stopped().get("fragile")));
        assertThat(ids()).isEqualTo(ids);
        assertThat(log.list).anyMatch(event -> event.getLevel() == Level.ERROR && event.getFormattedMessage().contains("fragile cannot run again as it did before"));
        broken = false;
        await(() -> said("fragile").equals("after"));
        await(() -> !routes.stopped().containsKey("fragile"));
        assertThat(logged("run again as before: fragile")).isTrue();
    }

    @Test
    void lostRouteComesBackWithItsKameletWhenThatIsMended() throws Exception {
        List<String> ids = ids();
        String kamelet = KAMELET.replace("steps: [", "steps: [{to: {uri: 'fragile:a'}}, ");
        Files.writeString(own.resolve("kamelets/greeting.kamelet.yaml"), kamelet.formatted("before"));
        await(() -> said("greeting").equals("before"));
        broken = true;
        Files.writeString(own.resolve("kamelets/greeting.kamelet.yaml"), BREAKS_AT_START);
        await(() -> routes.stopped().containsKey("greeting"));
        Files.writeString(own.resolve("kamelets/greeting.kamelet.yaml"), KAMELET.formatted("mended"));
        await(() -> said("greeting").equals("mended"));
        await(() -> !routes.stopped().containsKey("greeting"));
        assertThat(ids()).isEqualTo(ids);
    }

    private static void route(Path directory, String name, String says) throws IOException {
        Files.writeString(directory.resolve(name + ".camel.yaml"), "- route: {id: %s, from: {uri: 'direct:%s', steps: [{setBody: {constant: %s}}]}}".formatted(name, name, says));
    }

    private String said(String route) {
        return String.valueOf(routes.call(route, Map.of()));
    }

    /** The routes that run, those of kamelets without the number that they are given. */
    private List<String> ids() {
        return routes.context().getRoutes().stream().map(route -> route.getRouteId().replaceFirst("-[0-9]+$", "")).sorted().toList();
    }

    private List<Route> running(String... ids) {
        return List.of(ids).stream().map(routes.context()::getRoute).toList();
    }

    private boolean logged(String text) {
        return List.copyOf(log.list).stream().anyMatch(event -> event.getFormattedMessage().contains(text));
    }

    private void await(Callable<Boolean> condition) throws Exception {
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
        throw new AssertionError("not within " + PATIENCE + "; logged: " + log.list, last);
    }

    /** A component whose producers start only while nothing is broken. */
    private final class Fragile extends DefaultComponent {
        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    return new DefaultProducer(this) {
                        @Override
                        public void process(Exchange exchange) {
                            // what it would send is not looked at
                        }

                        @Override
                        protected void doStart() {
                            if (broken) {
                                throw new IllegalStateException("the far side is away");
                            }
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
