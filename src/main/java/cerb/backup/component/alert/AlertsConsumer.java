package cerb.backup.component.alert;

import cerb.backup.component.BriefExceptionHandler;
import cerb.backup.component.sink.Causes;
import cerb.backup.operation.Engine;
import cerb.backup.operation.Observer;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * Begins the route of one receiver. A poll in which something could not be delivered fails itself, so that the failure is in the log, the scheduler backs off, and the route's health is down
 * until a poll goes well: with alerts that reach nobody, health is what is left to tell of them.
 */
public abstract class AlertsConsumer extends ScheduledPollConsumer {
    private final AlertsEndpoint endpoint;

    AlertsConsumer(AlertsEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        setExceptionHandler(new BriefExceptionHandler("cannot alert " + endpoint.getReceiver() + ", it is tried again"));
    }

    /** Sends one exchange along the route. Throws IllegalStateException with the words of what has failed there. */
    final void hand(String body, Map<String, Object> headers) {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            observer().alertDelivered(endpoint.getReceiver());
        } catch (Exception e) {
            String reason = reason(e);
            observer().alertFailed(endpoint.getReceiver(), reason);
            throw new IllegalStateException(reason, e);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    /** What a mail server says of a certificate stands below what it says of itself. */
    private static String reason(Exception failure) {
        String first = String.valueOf(failure.getMessage()).strip();
        String innermost = Causes.of(failure).strip();
        return failure.getMessage() == null || first.equals(innermost) ? innermost : first + ": " + innermost;
    }

    private Observer observer() {
        Engine engine = engine();
        return engine == null ? Observer.NONE : engine.observers().all();
    }

    /** The engine of this process, or null. */
    final Engine engine() {
        return endpoint.getCamelContext().getRegistry().findSingleByType(Engine.class);
    }
}
