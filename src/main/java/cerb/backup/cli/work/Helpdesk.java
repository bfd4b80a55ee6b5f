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
import java.util.List;
import java.util.Map;
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
        Engine engine = Engine.openOrInitialise(EngineOptions.of(settings), observers);
        return start(engine, settings, true, true, Map.of("engine", engine, "problems", problems));
    }

    /** Starts the routes without their clocks, watchers and sinks, for a verb that calls them: a sink that is away must not keep a backup from being taken. */
    public static Helpdesk forVerb(Settings settings, Observers observers) {
        Engine engine = engine(settings, observers);
        return start(engine, settings.usingSinks(List.of()), false, false, Map.of("engine", engine));
    }

    /** Opens the engine for a verb that needs no routes; only packs that are kept at the sinks alone are read through theirs. Throws as {@link Engine#open}. */
    public static Engine engine(Settings settings, Observers observers) {
        Engine engine = Engine.open(EngineOptions.of(settings), observers);
        engine.files().readFrom(new SinksOnDemand(settings));
        return engine;
    }

    /** Starts the routes without their clocks and watchers, but with sinks that are sent to. */
    public static Helpdesk forSync(Settings settings, Observers observers) {
        Engine engine = Engine.open(EngineOptions.of(settings), observers);
        return start(engine, settings, false, true, Map.of("engine", engine));
    }

    private static Helpdesk start(Engine engine, Settings settings, boolean daemon, boolean mirroring, Map<String, Object> beans) {
        try {
            return new Helpdesk(engine, Routes.start(new RoutesOptions(directories(settings), daemon, mirroring, settings, beans)));
        } catch (RuntimeException e) {
            engine.close();
            throw e;
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
