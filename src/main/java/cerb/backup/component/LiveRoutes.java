package cerb.backup.component;

import cerb.backup.configuration.ConfigurationException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

/** The routes that run, by the files that they came from, and the exchange of some of them for others. For one thread. */
final class LiveRoutes {
    private static final String KAMELET = ".kamelet.yaml";

    private final ModelCamelContext context;
    private final Map<Path, String> before;
    private final Map<Path, String> after;

    /**
     * @param before the texts of the files that the routes were loaded from
     * @param after  those that they are to be loaded from
     */
    LiveRoutes(ModelCamelContext context, Map<Path, String> before, Map<Path, String> after) {
        this.context = context;
        this.before = before;
        this.after = after;
    }

    /** The route files that differ, were added or are gone, and those whose routes use a kamelet of which that is so. */
    Set<Path> affected() {
        Set<Path> files = changed().filter(file -> !isKamelet(file)).collect(Collectors.toCollection(TreeSet::new));
        Set<String> kamelets = kamelets();
        definitions().filter(route -> kameletsOf(route).anyMatch(kamelets::contains)).map(LiveRoutes::file).filter(Objects::nonNull).forEach(files::add);
        return files;
    }

    private Stream<Path> changed() {
        return Stream.concat(before.keySet().stream(), after.keySet().stream()).distinct().filter(file -> !Objects.equals(before.get(file), after.get(file)));
    }

    private static boolean isKamelet(Path file) {
        return file.toString().endsWith(KAMELET);
    }

    private Set<String> kamelets() {
        return changed().filter(LiveRoutes::isKamelet).map(file -> file.getFileName().toString().replace(KAMELET, "")).collect(Collectors.toSet());
    }

    /**
     * Stops the routes of the files, each when what is under way in it has ended, and starts those that the files hold now.
     *
     * @throws ConfigurationException if one of the new cannot start; then the old ones run again
     */
    void replace(Set<Path> files) {
        remove(files);
        try {
            loadUnsupervised(files, after);
        } catch (Exception e) {
            remove(files);
            try {
                loadUnsupervised(files, before);
            } catch (Exception again) {
                e.addSuppressed(again);
            }
            throw new ConfigurationException("routes of " + files + " cannot start: " + Routes.said(e).getMessage() + ".", "Correct the route, or the setting it names.", e);
        }
    }

    private void load(Collection<Path> files, Map<Path, String> texts) throws Exception {
        for (Path file : files) {
            if (texts.containsKey(file)) {
                context.getCamelContextExtension().getContextPlugin(RoutesLoader.class)
                        .loadRoutes(ResourceHelper.fromString("file:" + file, texts.get(file)));
            }
        }
    }

    /** What supervises the routes of a daemon would begin to start these before they are complete, and kamelets' twice; without it they start at once, or fail. */
    private void loadUnsupervised(Collection<Path> files, Map<Path, String> texts) throws Exception {
        if (!(context.getRouteController() instanceof SupervisingRouteController supervising)) {
            load(files, texts);
            return;
        }
        boolean starts = context.isAutoStartup();
        String excluded = supervising.getExcludeRoutes();
        supervising.setExcludeRoutes("*");
        context.setAutoStartup(true);
        try {
            load(files, texts);
        } finally {
            context.setAutoStartup(starts);
            supervising.setExcludeRoutes(excluded);
        }
    }

    private List<String> ids(Collection<Path> files) {
        return definitions().filter(route -> files.contains(file(route))).map(RouteDefinition::getRouteId).toList();
    }

    private void remove(Set<Path> files) {
        try {
            for (String id : ids(files)) {
                removeRoute(id);
            }
            kamelets().stream().filter(kamelet -> context.getRouteTemplateDefinition(kamelet) != null).toList().forEach(this::removeTemplate);
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
