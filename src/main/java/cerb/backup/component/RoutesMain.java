package cerb.backup.component;

import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** Camel's own, which reads each file of routes once: it would look first for what Camel JBang writes above routes, its modeline, and that is a tenth of the way to the first route. */
final class RoutesMain extends Main {
    @Override
    protected void modelineRoutes(CamelContext context) {
        // nothing that we document is told to Camel in this way
    }
}
