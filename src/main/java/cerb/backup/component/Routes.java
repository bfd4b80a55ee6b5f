package cerb.backup.component;

import cerb.backup.backend.Backend;
import cerb.backup.component.repository.RepositoryComponent;
import cerb.backup.configuration.ConfigurationException;
import cerb.backup.configuration.Keys;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.Main;
import org.apache.camel.model.ModelCamelContext;

/** The running routes of one helpdesk: all of them in a daemon, and only those that a verb calls otherwise. Safe for use by several threads at once. */
public final class Routes implements AutoCloseable {
    private final Main main;
    private final Pause pause;
    private final Supplier<Map<String, String>> lost;

    private Routes(Main main, Pause pause, Supplier<Map<String, String>> lost) {
        this.main = main;
        this.pause = pause;
        this.lost = lost;
    }

    /**
     * Loads the routes and starts them. In a daemon a route that cannot start yet, such as one whose sink is away, does not keep the others from starting: it is tried
     * again until it can.
     *
     * @throws ConfigurationException if a route file is wrong, a placeholder has no value, a kamelet is given a parameter that it does not have, or the setting
     *     {@code sinks} and the routes of sinks do not name the same sinks
     */
    public static Routes start(RoutesOptions options) {
        CamelSettings.setSystemProperties();
        Main main = new RoutesMain();
        SettingsResolver resolver = CamelSettings.apply(main, options, true);
        try {
            Map<Path, String> texts = RouteFiles.texts(options.directories());
            main.start();
            ModelCamelContext context = (ModelCamelContext) main.getCamelContext();
            resolver.hideSecrets(context);
            Pause pause = new Pause(context);
            RoutesReload reload = new RoutesReload(options, texts, context, resolver, pause);
            if (options.daemon() && options.settings().get(Keys.ROUTES_RELOAD)) {
                reload.begin();
            }
            return new Routes(main, pause, reload::lost);
        } catch (Exception e) {
            main.stop();
            throw startFailure(e, options);
        }
    }

    /** Loads the routes and looks at them as {@link #start} does, and starts none. Throws as that does. */
    static void tryOut(RoutesOptions options) {
        Main main = new RoutesMain();
        CamelSettings.apply(main, options, false);
        try {
            main.init();
        } catch (Exception e) {
            throw startFailure(e, options);
        } finally {
            main.stop();
        }
    }

    private static RuntimeException startFailure(Exception failure, RoutesOptions options) {
        Throwable said = said(failure);
        for (Throwable cause = said; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigurationException known) {
                return known;
            }
        }
        return new ConfigurationException("cannot start the routes in " + options.directories() + ": " + said.getMessage(),
                "Correct the route, or the setting it names.", failure);
    }

    /** Where Camel only says that something failed, what did. */
    static Throwable said(Throwable failure) {
        Throwable said = failure;
        while (said.getCause() != null && (said.getMessage() == null || said.getClass().getName().startsWith("org.apache.camel."))) {
            said = said.getCause();
        }
        return said;
    }

    /**
     * Calls a work route and waits for its end.
     *
     * @param work    the name after {@code direct:}, such as {@code database-dump}
     * @param headers what the route is told
     * @return the body at the end of the route, null where it has none
     * @throws RuntimeException what failed in the route, as it was thrown there
     */
    public Object call(String work, Map<String, Object> headers) {
        Exchange exchange = context().createProducerTemplate().request("direct:" + work, asked -> asked.getMessage().setHeaders(new java.util.HashMap<>(headers)));
        Exception failure = exchange.getException();
        if (failure == null) {
            return exchange.getMessage().getBody();
        }
        Throwable cause = failure instanceof RuntimeCamelException && failure.getCause() != null ? failure.getCause() : failure;
        throw cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException("route " + work + " failed: " + cause.getMessage(), cause);
    }

    /**
     * Gives the repository that a sink holds, reached through the sink's route. The caller closes it.
     *
     * @param fetched  a directory for what is fetched, which the backend makes and deletes
     * @param capacity how many bytes of fetched files to keep there
     * @throws IllegalArgumentException if no loaded route begins at this sink
     */
    public Backend sink(String name, Path fetched, long capacity) {
        return context().getComponent("repository", RepositoryComponent.class).backend(name, fetched, capacity);
    }

    /**
     * Holds what begins work by itself, the routes of the group {@code schedule}, also those that start again or are loaded meanwhile. What is under way ends in its own time, and
     * sinks go on.
     */
    public void pause() throws Exception {
        pause.begin();
    }

    /** Lets them go on. */
    public void resume() {
        pause.end();
    }

    /** The routes that do not run though they should, each with the reason; empty where all run. */
    public Map<String, String> stopped() {
        Map<String, String> stopped = StoppedRoutes.of(context());
        stopped.putAll(lost.get());
        return stopped;
    }

    /** The names of the routes, in order, without those that kamelets are made of. */
    public List<String> names() {
        return context().getRoutes().stream().filter(route -> !route.isCreatedByKamelet()).map(Route::getRouteId).sorted().toList();
    }

    /** When the first of the routes started; empty where none has. */
    public Optional<Instant> firstStarted() {
        return context().getRoutes().stream().filter(route -> !route.isCreatedByKamelet()).map(Route::getUptimeMillis).filter(up -> up > 0).max(Long::compare)
                .map(up -> Instant.now().minusMillis(up));
    }

    /** Camel's own view, for its health, its management and tests. */
    public CamelContext context() {
        return main.getCamelContext();
    }

    /** Stops the routes; what is under way may end within four seconds. */
    @Override
    public void close() {
        main.stop();
    }
}
