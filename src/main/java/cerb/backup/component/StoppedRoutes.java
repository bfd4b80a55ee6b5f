package cerb.backup.component;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RouteController;

/**
 * Routes that do not run though they should: those that cannot start, and those whose consumer says that it is not well, such as one whose thread has died. A sink whose store
 * fails is no such route, nor is a receiver of alerts that cannot be reached, nor a watch whose changes the repository cannot take: their consumers are well, and there is a
 * problem of its own for each.
 */
final class StoppedRoutes {
    private static final String CONSUMER = "consumer:";

    private StoppedRoutes() {}

    static Map<String, String> of(CamelContext context) {
        Map<String, String> stopped = new TreeMap<>();
        if (isStarting(context)) {
            return stopped;
        }
        routes(context).filter(route -> isDown(context, route)).forEach(route -> stopped.put(route.getRouteId(), reason(context, route)));
        HealthCheckRegistry.get(context).stream().filter(check -> check.getId().startsWith(CONSUMER)).forEach(check -> {
            Route route = context.getRoute(check.getId().substring(CONSUMER.length()));
            if (route != null) {
                failure(check).ifPresent(failure -> stopped.putIfAbsent(route.getRouteId(), words(failure)));
            }
        });
        return stopped;
    }

    /** The context does not count those that could not start. */
    private static Stream<Route> routes(CamelContext context) {
        RouteController controller = context.getRouteController();
        return controller.isSupervising()
                ? Stream.of(context.getRoutes(), controller.supervising().getRestartingRoutes(), controller.supervising().getExhaustedRoutes()).flatMap(Collection::stream)
                : context.getRoutes().stream();
    }

    private static boolean isStarting(CamelContext context) {
        return !context.isStarted() || context.getRouteController().isSupervising() && context.getRouteController().supervising().isStartingRoutes();
    }

    private static boolean isDown(CamelContext context, Route route) {
        // Camel's own answer is false for every route that it starts again by itself
        RouteDefinition definition = ((ModelCamelContext) context).getRouteDefinition(route.getRouteId());
        boolean byHand = definition != null && "false".equals(definition.getAutoStartup());
        return !byHand && context.getRouteController().getRouteStatus(route.getRouteId()) != ServiceStatus.Started;
    }

    private static String reason(CamelContext context, Route route) {
        RouteController controller = context.getRouteController();
        Throwable failure = controller.isSupervising() ? controller.supervising().getRestartException(route.getRouteId()) : null;
        return failure == null ? "" : words(failure);
    }

    /** Of a consumer that is down; one that has only not polled yet has none. */
    private static Optional<Throwable> failure(HealthCheck check) {
        HealthCheck.Result result = check.call();
        return result.getState() == HealthCheck.State.DOWN ? result.getError() : Optional.empty();
    }

    private static String words(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
