package cerb.backup.component.alert;

import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** The {@code alerts:} component. Safe for use by several threads at once. */
@Component("alerts")
public final class AlertsComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        AlertsEndpoint endpoint = new AlertsEndpoint(uri, this);
        endpoint.setSubject(AlertsSubject.of(remaining));
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** What is wrong in this process; nothing where nobody has bound it. */
    Problems problems() {
        Problems bound = getCamelContext().getRegistry().findSingleByType(Problems.class);
        return bound == null ? List::of : bound;
    }
}
