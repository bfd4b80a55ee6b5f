package cerb.backup.component.management;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.service.ServiceSupport;

/** Has the management port of a daemon answer as if no request had parameters. */
public final class ManagementPort extends MainListenerSupport {
    /** Before Camel's own handlers, which Vert.x counts from 0. */
    private static final int FIRST = -1;

    @Override
    public void afterConfigure(BaseMainSupport main) {
        main.getCamelContext().getRegistry().bind("healthMessages", new BriefMessages());
        ManagementHttpServer server = main.getCamelContext().hasService(ManagementHttpServer.class);
        if (server != null) {
            try {
                main.getCamelContext().addService(new WithoutParameters(server), true, true);
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
        }
    }

    /** Services start in the order in which they were added, and routes after them: when this one does, the port listens, and there is nothing yet of which it could tell. */
    private static final class WithoutParameters extends ServiceSupport {
        private final ManagementHttpServer server;

        WithoutParameters(ManagementHttpServer server) {
            this.server = server;
        }

        @Override
        protected void doStart() {
            server.getRouter().route().order(FIRST).handler(request -> {
                request.request().params().clear();
                request.next();
            });
        }
    }
}
