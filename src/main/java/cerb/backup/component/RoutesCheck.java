package cerb.backup.component;

import cerb.backup.component.alert.AlertSettings;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Predicate;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultExchange;

/** Looks at the loaded routes before any of them starts. */
final class RoutesCheck extends MainListenerSupport {
    private final RoutesOptions options;

    RoutesCheck(RoutesOptions options) {
        this.options = options;
    }

    @Override
    public void afterConfigure(BaseMainSupport main) {
        ModelCamelContext context = (ModelCamelContext) main.getCamelContext();
        List<RouteDefinition> routes = context.getRouteDefinitions().stream().filter(route -> isActive(context, route)).toList();
        SinkAgreement.check(options, context, routes);
        KameletParameters.check(context, routes);
        if (options.daemon()) {
            AlertSettings.check(options.settings());
        }
    }

    /** Camel leaves a route out whose precondition does not hold, but only later. */
    private static boolean isActive(CamelContext context, RouteDefinition route) {
        if (route.getPrecondition() == null) {
            return true;
        }
        Predicate condition = context.resolveLanguage("simple").createPredicate(context.resolvePropertyPlaceholders(route.getPrecondition()));
        condition.init(context);
        return condition.matches(new DefaultExchange(context));
    }
}
