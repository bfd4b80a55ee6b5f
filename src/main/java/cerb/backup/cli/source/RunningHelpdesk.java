package cerb.backup.cli.source;

import cerb.backup.cli.daemon.DaemonServer;
import cerb.backup.cli.daemon.Work;
import cerb.backup.component.Routes;
import cerb.backup.component.RoutesOptions;
import cerb.backup.component.alert.Problems;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.cache.AwayPacks;
import cerb.backup.operation.observer.Observers;
import cerb.backup.repository.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The engine of a helpdesk and its routes, running. */
public final class RunningHelpdesk implements AutoCloseable {
    private final Engine engine;
    private final Routes routes;

    /** Null where no daemon runs. */
    private final DaemonServer server;

    private RunningHelpdesk(Engine engine, Routes routes, DaemonServer server) {
        this.engine = engine;
        this.routes = routes;
        this.server = server;
    }

    /**
     * Starts everything; makes the repository if there is none. Alerts tell of the problems. Who asks the daemon for a verb waits until it is told of them by {@link #answer}.
     *
     * @param starting makes what answers {@code status} until then; called by other threads once the repository is open, for which who asks earlier waits
     */
    public static RunningHelpdesk daemon(Settings settings, Observers observers, Problems problems, Function<Repository, Work> starting) {
        CompletableFuture<Repository> opened = new CompletableFuture<>();
        CompletableFuture<DaemonServer> listening = new CompletableFuture<>();
        Work status = (arguments, display) -> starting.apply(awaited(opened)).run(arguments, display);
        CompletableFuture<Engine> opening = opening(() -> Engine.openOrInitialise(options(settings), observers, () -> listening.complete(listen(settings, status))));
        opening.whenComplete((engine, failure) -> {
            if (failure == null) {
                opened.complete(engine.repository());
            } else {
                opened.completeExceptionally(failure);
                // who listens already goes on until it is closed
                listening.completeExceptionally(failure);
            }
        });
        return start(opening, listening, settings, true, true, Map.of("problems", problems));
    }

    /** Throws where the sinks of the settings have never held what is kept at sinks alone. */
    private static EngineOptions options(Settings settings) {
        EngineOptions options = EngineOptions.of(settings);
        AwayPacks.read(options.repositoryDirectory()).demandHeldBy(settings.sinks());
        return options;
    }

    private static DaemonServer listen(Settings settings, Work status) {
        try {
            return DaemonServer.startEarly(settings.get(Keys.REPOSITORY_DIRECTORY), Map.of("status", status));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen for the verbs of this host: " + e.getMessage(), e);
        }
    }

    /** Starts the routes without their clocks, watchers and sinks, for a verb that calls them: a sink that is away must not keep a backup from being taken. */
    public static RunningHelpdesk forVerb(Settings settings, Observers observers) {
        return start(opening(() -> engine(settings, observers)), settings.usingSinks(List.of()), false);
    }

    /** Opens the engine for a verb that needs no routes; only packs that are kept at the sinks alone are read through theirs. Throws as {@link Engine#open}. */
    public static Engine engine(Settings settings, Observers observers) {
        Engine engine = Engine.open(options(settings), observers);
        engine.files().readFrom(new SinksOnDemand(settings));
        return engine;
    }

    /** Starts the routes without their clocks and watchers, but with sinks that are sent to. */
    public static RunningHelpdesk forSync(Settings settings, Observers observers) {
        return start(opening(() -> Engine.open(options(settings), observers)), settings, true);
    }

    private static CompletableFuture<Engine> opening(Supplier<Engine> open) {
        return CompletableFuture.supplyAsync(open, task -> new Thread(task, "open-repository").start());
    }

    private static RunningHelpdesk start(CompletableFuture<Engine> opening, Settings settings, boolean mirroring) {
        return start(opening, CompletableFuture.completedFuture(null), settings, false, mirroring, Map.of());
    }

    /** Loads the routes while the engine opens. What keeps it from opening is told rather than what it keeps the routes from. */
    private static RunningHelpdesk start(CompletableFuture<Engine> opening, CompletableFuture<DaemonServer> listening, Settings settings, boolean daemon, boolean mirroring,
            Map<String, Object> more) {
        Map<String, Object> beans = new HashMap<>(more);
        beans.put("engine", opening);
        Routes routes = null;
        try {
            routes = Routes.start(new RoutesOptions(directories(settings), daemon, mirroring, settings, beans));
            return new RunningHelpdesk(awaited(opening), routes, awaited(listening));
        } catch (RuntimeException e) {
            new RunningHelpdesk(awaited(opening.exceptionally(failure -> null)), routes, awaited(listening.exceptionally(failure -> null))).close();
            awaited(opening);
            throw e;
        }
    }

    /** Waits for it even where a signal wants an end: an engine holds the host's lock, and is not left behind. */
    private static <T> T awaited(CompletableFuture<T> opening) {
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

    /** Has the daemon answer these verbs from now on; returns the socket that it listens at. */
    public Path answer(Map<String, Work> verbs) {
        server.started(verbs);
        return server.socket();
    }

    @Override
    public void close() {
        // closed from right to left; null is passed over
        try (engine; routes; server) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the socket of the daemon: " + e.getMessage(), e);
        }
    }
}
