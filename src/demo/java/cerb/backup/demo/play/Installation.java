package cerb.backup.demo.play;

import cerb.backup.backend.local.LocalBackend;
import cerb.backup.component.Routes;
import cerb.backup.component.RoutesOptions;
import cerb.backup.component.exchange.RepositoryConstants;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.observe.Ledger;
import cerb.backup.observe.Metrics;
import cerb.backup.observe.problem.Limits;
import cerb.backup.observe.problem.Problems;
import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.RecoveryPointResult;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** cerb-backup as an administrator runs it, in this JVM: the engine, the shipped routes with their clocks and watchers, metrics. */
final class Installation implements AutoCloseable {
    private final Settings settings;
    private final Engine engine;
    private final Routes routes;

    private Installation(Settings settings, Engine engine, Routes routes) {
        this.settings = settings;
        this.engine = engine;
        this.routes = routes;
    }

    /** Starts everything; makes the repository if there is none. The environment does not count: this is a demo, not somebody's backup. */
    static Installation start(Path configuration, Observer... observers) {
        var settings = Settings.load(configuration, Map.of());
        var ledger = new Ledger(Clock.systemUTC());
        var all = new Observers(ledger);
        List.of(observers).forEach(all::add);
        var engine = Engine.openOrInitialise(EngineOptions.of(settings), all);
        try {
            var routes = Routes.start(new RoutesOptions(List.of(home().resolve("routes")), true, settings, Map.of("engine", engine)));
            var problems = new Problems(ledger, Limits.of(settings), Clock.systemUTC(), routes::stopped);
            var directory = settings.get(Keys.REPOSITORY_DIRECTORY);
            Metrics.bind(settings.get(Keys.INSTANCE_NAME), ledger, directory, new LocalBackend(directory)::bytes, problems::list, routes.context().getRegistry().findSingleByType(MeterRegistry.class));
            return new Installation(settings, engine, routes);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /** The distribution's directory. */
    static Path home() {
        var home = System.getProperty("cerb.backup.home");
        if (home == null) {
            throw new IllegalStateException("the demo needs the distribution around it. Run it as target/cerb-backup/bin/cerb-backup demo.");
        }
        return Path.of(home);
    }

    /** Takes a recovery point now, by the route that the clock would start. */
    RecoveryPointResult backup() {
        return backup(routes);
    }

    Observers observers() {
        return engine.observers();
    }

    /** Where Prometheus asks. */
    String metrics() {
        return "http://" + settings.get(Keys.MANAGEMENT_ADDRESS) + ":" + settings.get(Keys.MANAGEMENT_PORT) + "/observe/metrics";
    }

    private static RecoveryPointResult backup(Routes routes) {
        return (RecoveryPointResult) routes.call("database-dump", Map.of(RepositoryConstants.PARTS, "database,storage"));
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
