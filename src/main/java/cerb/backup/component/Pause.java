package cerb.backup.component;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.RouteController;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what begins work by itself, the routes of the group {@code schedule}: those that run are suspended, those that could not start yet are not tried again, and those that
 * are loaded meanwhile are suspended, too. What is under way ends in its own time. Thread-safe.
 */
final class Pause {
    private static final Logger LOG = LoggerFactory.getLogger(Pause.class);

    private final CamelContext context;
    /** Those that wait for another attempt at their start. */
    private final Set<String> waiting = new TreeSet<>();
    private boolean begun;

    Pause(CamelContext context) {
        this.context = context;
    }

    synchronized void begin() throws Exception {
        begun = true;
        hold();
    }

    /** To be called when routes were loaded: holds those as well, if there is a pause. */
    synchronized void keep() throws Exception {
        if (begun) {
            hold();
        }
    }

    synchronized void end() throws Exception {
        begun = false;
        for (Route route : (Iterable<Route>) scheduled(context.getRoutes())::iterator) {
            context.getRouteController().resumeRoute(route.getRouteId());
        }
        waiting.forEach(this::tryAgain);
        waiting.clear();
    }

    private void hold() throws Exception {
        RouteController controller = context.getRouteController();
        // these first, since one that starts meanwhile is then among the others
        if (controller.isSupervising()) {
            for (Route route : (Iterable<Route>) scheduled(controller.supervising().getRestartingRoutes())::iterator) {
                waiting.add(route.getRouteId());
                controller.stopRoute(route.getRouteId());
            }
        }
        for (Route route : (Iterable<Route>) scheduled(context.getRoutes())::iterator) {
            if (controller.getRouteStatus(route.getRouteId()) == ServiceStatus.Started) {
                controller.suspendRoute(route.getRouteId());
            }
        }
    }

    private static Stream<Route> scheduled(Collection<Route> routes) {
        return routes.stream().filter(route -> "schedule".equals(route.getGroup()));
    }

    private void tryAgain(String route) {
        try {
            context.getRouteController().startRoute(route);
        } catch (Exception e) {
            LOG.info("route {} cannot start yet, and is tried again: {}", route, Routes.said(e).getMessage());
        }
    }
}
