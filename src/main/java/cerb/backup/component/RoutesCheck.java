package cerb.backup.component;

import cerb.backup.configuration.Settings;
import java.util.List;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;

/** Looks at the loaded routes before any of them starts. */
final class RoutesCheck extends MainListenerSupport {
    private final Settings settings;

    RoutesCheck(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void beforeStart(BaseMainSupport main) {
        ModelCamelContext context = (ModelCamelContext) main.getCamelContext();
        List<RouteDefinition> routes = context.getRouteDefinitions();
        SinkAgreement.check(settings.sinks(), context, routes);
        KameletParameters.check(context, routes);
    }
}
