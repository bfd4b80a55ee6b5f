package cerb.backup.component;

import java.util.List;
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

    synchronized void end() {
        begun = false;
        RouteController controller = context.getRouteController();
        scheduled().filter(route -> !waiting.contains(route)).forEach(route -> attempt(route, controller::resumeRoute));
        waiting.forEach(route -> attempt(route, controller::startRoute));
        waiting.clear();
    }

    private void hold() throws Exception {
        RouteController controller = context.getRouteController();
        for (String route : scheduled().toList()) {
            ServiceStatus status = controller.getRouteStatus(route);
            if (status == ServiceStatus.Started) {
                controller.suspendRoute(route);
            } else if (status != ServiceStatus.Suspended) {
                // which also takes it from whoever tries again to start it
                waiting.add(route);
                controller.stopRoute(route);
            }
        }
    }

    private Stream<String> scheduled() {
        return List.copyOf(context.getRoutes()).stream().filter(route -> "schedule".equals(route.getGroup())).map(Route::getRouteId);
    }

    private interface Step {
        void of(String route) throws Exception;
    }

    /** One that cannot start keeps no other from it, and is tried again by whoever supervises it. */
    private static void attempt(String route, Step step) {
        try {
            step.of(route);
        } catch (Exception e) {
            LOG.info("route {} cannot start yet, and is tried again: {}", route, Routes.said(e).getMessage());
        }
    }
}
