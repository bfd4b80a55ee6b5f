package cerb.backup.component;

import cerb.backup.configuration.ConfigurationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;

/**
 * The setting {@code sinks} and the routes that begin at a sink name the same sinks. Else a sink whose file was not loaded would silently hold nothing, or one that nobody
 * counts on would count as an off-site copy.
 */
final class SinkAgreement {
    private SinkAgreement() {}

    /** A verb does without the sinks that it has no use for, so there a route more than are named is no mistake. */
    static void check(RoutesOptions options, CamelContext context, List<RouteDefinition> routes) {
        Collection<String> named = options.settings().sinks();
        List<String> routed = routes.stream().map(route -> sinkOf(context, route)).filter(Objects::nonNull).toList();
        Set<String> once = new HashSet<>();
        List<String> twice = routed.stream().filter(sink -> !once.add(sink)).toList();
        List<String> missing = new ArrayList<>(named);
        missing.removeAll(once);
        List<String> unnamed = new ArrayList<>(once);
        unnamed.removeAll(named);
        refuse(missing, "the setting sinks names %s, but no loaded route begins at this sink",
                "Add a route that begins at repository:sink with this name, as routes/sink-offsite.camel.yaml does, or take the name out of sinks.");
        refuse(options.daemon() ? unnamed : List.of(), "a route begins at the sink %s, which the setting sinks does not name",
                "Add the name to sinks, or give the route a precondition as routes/sink-offsite.camel.yaml has it.");
        refuse(twice, "two routes begin at the sink %s", "Take one of them away, or give it another sink's name.");
    }

    private static void refuse(List<String> sinks, String message, String remedy) {
        if (!sinks.isEmpty()) {
            throw new ConfigurationException(String.format(message, String.join(", ", sinks)), remedy);
        }
    }

    /** The sink at which a route begins; null for any other route. */
    static String sinkOf(CamelContext context, RouteDefinition route) {
        EndpointUri uri = EndpointUri.parse(context, route.getInput().getEndpointUri());
        return uri.scheme().equals("repository") && uri.path().equals("sink") ? uri.parameters().get("sink") : null;
    }
}
