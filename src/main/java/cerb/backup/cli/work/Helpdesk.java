package cerb.backup.cli.work;

import cerb.backup.component.Routes;
import cerb.backup.component.RoutesOptions;
import cerb.backup.component.alert.Problems;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.Observers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The engine of a helpdesk and its routes, running. */
public final class Helpdesk implements AutoCloseable {
    private final Engine engine;
    private final Routes routes;

    private Helpdesk(Engine engine, Routes routes) {
        this.engine = engine;
        this.routes = routes;
    }

    /** Starts everything; makes the repository if there is none. Alerts tell of the problems. */
    public static Helpdesk daemon(Settings settings, Observers observers, Problems problems) {
        return start(() -> Engine.openOrInitialise(EngineOptions.of(settings), observers), settings, true, true, Map.of("problems", problems));
    }

    /** Starts the routes without their clocks, watchers and sinks, for a verb that calls them: a sink that is away must not keep a backup from being taken. */
    public static Helpdesk forVerb(Settings settings, Observers observers) {
        return start(() -> engine(settings, observers), settings.usingSinks(List.of()), false, false, Map.of());
    }

    /** Opens the engine for a verb that needs no routes; only packs that are kept at the sinks alone are read through theirs. Throws as {@link Engine#open}. */
    public static Engine engine(Settings settings, Observers observers) {
        Engine engine = Engine.open(EngineOptions.of(settings), observers);
        engine.files().readFrom(new SinksOnDemand(settings));
        return engine;
    }

    /** Starts the routes without their clocks and watchers, but with sinks that are sent to. */
    public static Helpdesk forSync(Settings settings, Observers observers) {
        return start(() -> Engine.open(EngineOptions.of(settings), observers), settings, false, true, Map.of());
    }

    /** Opens the engine while the routes are loaded. What keeps it from opening is told rather than what it keeps the routes from. */
    private static Helpdesk start(Supplier<Engine> open, Settings settings, boolean daemon, boolean mirroring, Map<String, Object> more) {
        CompletableFuture<Engine> opening = CompletableFuture.supplyAsync(open, task -> new Thread(task, "open-repository").start());
        Map<String, Object> beans = new HashMap<>(more);
        beans.put("engine", opening);
        try {
            Routes routes = Routes.start(new RoutesOptions(directories(settings), daemon, mirroring, settings, beans));
            return new Helpdesk(opened(opening), routes);
        } catch (RuntimeException e) {
            opened(opening).close();
            throw e;
        }
    }

    /** Waits for it even where a signal wants an end: an engine holds the host's lock, and is not left behind. */
    private static Engine opened(CompletableFuture<Engine> opening) {
        try {
            return opening.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException told ? told : e;
        }
    }

    /** Where the routes are: in the distribution, or in the working directory where there is none; then the user's own. */
    public static List<Path> directories(Settings settings) {
        Path shipped = Path.of(System.getProperty("cerb.backup.home", "."), "routes");
        return Stream.concat(Stream.of(shipped), settings.find(Keys.ROUTES_DIRECTORY).stream()).toList();
    }

    /** The engine. */
    public Engine engine() {
        return engine;
    }

    /** The routes. */
    public Routes routes() {
        return routes;
    }

    @Override
    public void close() {
        try {
            routes.close();
        } finally {
            engine.close();
        }
    }
}
