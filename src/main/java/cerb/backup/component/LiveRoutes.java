package cerb.backup.component;

import cerb.backup.configuration.ConfigurationException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.spi.SupervisingRouteController;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes that run, by the files that they came from, and the exchange of some of them for others. For one thread, but for {@link #lost}.
 */
final class LiveRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);
    private static final String KAMELET = ".kamelet.yaml";

    private final ModelCamelContext context;
    private final Pause pause;
    private Map<Path, String> texts;
    private volatile Map<Path, Lost> lost = Map.of();

    /** The routes of a file that ran and cannot start again. */
    private record Lost(Set<String> routes, String reason) {
    }

    /** {@code texts} are those of the files that the routes were loaded from. */
    LiveRoutes(ModelCamelContext context, Map<Path, String> texts, Pause pause) {
        this.context = context;
        this.pause = pause;
        this.texts = texts;
    }

    /** The texts that the running routes were loaded from. */
    Map<Path, String> texts() {
        return texts;
    }

    /** The routes that ran before an exchange failed and that could not be started again either, each with the reason; empty where all run. Thread-safe. */
    Map<String, String> lost() {
        Map<String, String> reasons = new TreeMap<>();
        lost.values().forEach(file -> file.routes.forEach(route -> reasons.put(route, file.reason)));
        return reasons;
    }

    /** The route files that differ from {@code now}, were added or are gone, those whose routes use a kamelet of which that is so, and those of lost routes. */
    Set<Path> affected(Map<Path, String> now) {
        Set<Path> files = changed(now).filter(file -> !isKamelet(file)).collect(Collectors.toCollection(TreeSet::new));
        Set<String> kamelets = kamelets(now);
        definitions().filter(route -> kameletsOf(route).anyMatch(kamelets::contains)).map(LiveRoutes::file).filter(Objects::nonNull).forEach(files::add);
        files.addAll(lost.keySet());
        return files;
    }

    private Stream<Path> changed(Map<Path, String> now) {
        return Stream.concat(texts.keySet().stream(), now.keySet().stream()).distinct().filter(file -> !Objects.equals(texts.get(file), now.get(file)));
    }

    private static boolean isKamelet(Path file) {
        return file.toString().endsWith(KAMELET);
    }

    private Set<String> kamelets(Map<Path, String> now) {
        return changed(now).filter(LiveRoutes::isKamelet).map(LiveRoutes::kamelet).collect(Collectors.toSet());
    }

    private static String kamelet(Path file) {
        return file.getFileName().toString().replace(KAMELET, "");
    }

    /**
     * Stops the routes of the files, each when what is under way in it has ended, and starts those that the files hold now.
     *
     * @throws ConfigurationException if one cannot stop, or one of the new cannot start; then the old ones run again, but for {@link #lost}
     */
    void replace(Set<Path> files, Map<Path, String> now) {
        Map<Path, Set<String>> had = new TreeMap<>();
        files.forEach(file -> had.put(file, routes(file)));
        try {
            remove(files, kamelets(now));
            loadUnsupervised(files, now);
            texts = now;
            lost = Map.of();
        } catch (Exception e) {
            bringBack(had, now);
            throw e instanceof ConfigurationException known ? known
                    : new ConfigurationException("routes of " + files + " cannot start: " + Routes.said(e).getMessage() + ".", "Correct the route, or the setting it names.", e);
        }
    }

    /** Tries again to start what is lost, as it ran, though the files say {@code now}. */
    void bringBack(Map<Path, String> now) {
        Map<Path, Set<String>> had = new TreeMap<>();
        lost.forEach((file, routes) -> had.put(file, routes.routes));
        bringBack(had, now);
    }

    /** File by file, so that one that cannot start takes no other with it. */
    private void bringBack(Map<Path, Set<String>> had, Map<Path, String> now) {
        Map<Path, Lost> missing = new TreeMap<>();
        had.forEach((file, routes) -> {
            try {
                remove(Set.of(file), kamelets(now));
                loadUnsupervised(Stream.concat(formerKamelets(file, now), Stream.of(file)).toList(), texts);
            } catch (Exception e) {
                if (!routes.isEmpty()) {
                    missing.put(file, new Lost(routes, String.valueOf(Routes.said(e).getMessage())));
                }
                removeHalf(file, now, e);
            }
        });
        lost = missing;
    }

    /** Their files hold other texts meanwhile, and Camel would look there. */
    private Stream<Path> formerKamelets(Path file, Map<Path, String> now) {
        return changed(now).filter(kamelet -> isKamelet(kamelet) && texts.containsKey(kamelet) && texts.getOrDefault(file, "").contains(kamelet(kamelet)));
    }

    private void removeHalf(Path file, Map<Path, String> now, Exception reason) {
        try {
            remove(Set.of(file), kamelets(now));
        } catch (ConfigurationException e) {
            reason.addSuppressed(e);
            LOG.warn("cannot remove what began of {}: {}", file.getFileName(), e.getMessage(), reason);
        }
    }

    /** Also those that are lost. */
    private Set<String> routes(Path file) {
        Set<String> routes = new TreeSet<>(ids(Set.of(file)));
        if (lost.containsKey(file)) {
            routes.addAll(lost.get(file).routes);
        }
        return routes;
    }

    private void load(Collection<Path> files, Map<Path, String> from) throws Exception {
        for (Path file : files) {
            if (from.containsKey(file)) {
                context.getCamelContextExtension().getContextPlugin(RoutesLoader.class)
                        .loadRoutes(ResourceHelper.fromString("file:" + file, from.get(file)));
            }
        }
        pause.keep();
    }

    /** What supervises the routes of a daemon would begin to start these before they are complete, and kamelets' twice; without it they start at once, or fail. */
    private void loadUnsupervised(Collection<Path> files, Map<Path, String> from) throws Exception {
        if (!(context.getRouteController() instanceof SupervisingRouteController supervising)) {
            load(files, from);
            return;
        }
        boolean starts = context.isAutoStartup();
        String excluded = supervising.getExcludeRoutes();
        supervising.setExcludeRoutes("*");
        context.setAutoStartup(true);
        try {
            load(files, from);
        } finally {
            context.setAutoStartup(starts);
            supervising.setExcludeRoutes(excluded);
        }
    }

    private List<String> ids(Collection<Path> files) {
        return definitions().filter(route -> files.contains(file(route))).map(RouteDefinition::getRouteId).toList();
    }

    private void remove(Set<Path> files, Set<String> kamelets) {
        try {
            for (String id : ids(files)) {
                removeRoute(id);
            }
            kamelets.stream().filter(kamelet -> context.getRouteTemplateDefinition(kamelet) != null).toList().forEach(this::removeTemplate);
        } catch (Exception e) {
            throw new ConfigurationException("routes of " + files + " cannot be stopped: " + e.getMessage() + ".", "Start the daemon again.", e);
        }
    }

    /** With what its kamelets had made: their endpoints go with the last route that uses them, but their own routes would stay. */
    private void removeRoute(String id) throws Exception {
        Set<KameletEndpoint> had = kameletEndpoints();
        context.getRouteController().stopRoute(id);
        context.removeRoute(id);
        RouteDefinition left = context.getRouteDefinition(id);
        if (left != null) {
            context.removeRouteDefinition(left);
        }
        had.removeAll(kameletEndpoints());
        for (KameletEndpoint kamelet : had) {
            removeRoute(kamelet.getRouteId());
        }
    }

    private void removeTemplate(String kamelet) {
        try {
            context.removeRouteTemplateDefinition(context.getRouteTemplateDefinition(kamelet));
        } catch (Exception e) {
            throw new IllegalStateException("kamelet " + kamelet + ": " + e.getMessage(), e);
        }
    }

    private Set<KameletEndpoint> kameletEndpoints() {
        Set<KameletEndpoint> endpoints = new HashSet<>();
        for (Endpoint endpoint : context.getEndpoints()) {
            if (endpoint instanceof KameletEndpoint kamelet) {
                endpoints.add(kamelet);
            }
        }
        return endpoints;
    }

    /** Those that people wrote; what kamelets have made of themselves is left out. */
    private Stream<RouteDefinition> definitions() {
        return List.copyOf(context.getRouteDefinitions()).stream().filter(route -> !Boolean.TRUE.equals(route.isTemplate()));
    }

    private static Stream<String> kameletsOf(RouteDefinition route) {
        return KameletParameters.uris(route).stream().filter(uri -> uri.startsWith("kamelet:")).map(uri -> uri.replaceFirst("kamelet:/*", "").replaceFirst("[/?].*", ""));
    }

    private static Path file(RouteDefinition route) {
        return route.getResource() == null ? null : Path.of(route.getResource().getLocation().replaceFirst("^file:", ""));
    }
}
