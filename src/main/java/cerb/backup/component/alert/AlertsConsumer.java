package cerb.backup.component.alert;

import cerb.backup.component.exchange.BriefExceptionHandler;
import cerb.backup.operation.Engine;
import cerb.backup.operation.observer.Observer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;

/** Begins the route of one receiver. A poll in which the receiver was away fails itself, so that the failure is in the log and the scheduler backs off. */
abstract class AlertsConsumer extends ScheduledPollConsumer {
    private final AlertsEndpoint endpoint;

    AlertsConsumer(AlertsEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        setExceptionHandler(new BriefExceptionHandler("cannot alert " + endpoint.getReceiver() + ", it is tried again"));
    }

    /** A receiver that takes no alerts, or whose first takes long, is a problem of its own and turns no readiness down: backups go on. */
    @Override
    public long getErrorCounter() {
        return 0;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        forceConsumerAsReady();
    }

    /** Whom nothing is sent to does not fail. */
    @Override
    protected void doStop() throws Exception {
        super.doStop();
        failing("");
    }

    /** Sends one exchange along the route, and says what has become of it without telling a secret. */
    final Delivery hand(String body, Map<String, Object> headers) {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            getProcessor().process(exchange);
            return exchange.getException() == null ? Delivery.WHOLE : failed(exchange.getException());
        } catch (Exception e) {
            return failed(e);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private Delivery failed(Exception failure) {
        Delivery delivery = Delivery.of(failure);
        return new Delivery(delivery.outcome(), redaction().apply(delivery.reason()));
    }

    /** Says what of all that the receiver was to be told it has not got, and why; empty where there is nothing. */
    final void failing(String reason) {
        Engine engine = engine();
        Observer observer = engine == null ? Observer.NONE : engine.observers().all();
        if (reason.isEmpty()) {
            observer.alertDelivered(endpoint.getReceiver());
        } else {
            observer.alertFailed(endpoint.getReceiver(), reason);
        }
    }

    /** What cuts the secrets out of a text that leaves this process. */
    final UnaryOperator<String> redaction() {
        RouteSecrets secrets = endpoint.getCamelContext().getRegistry().findSingleByType(RouteSecrets.class);
        return secrets == null ? UnaryOperator.identity() : secrets.redaction()::cut;
    }

    /** The engine of this process, or null. */
    final Engine engine() {
        return endpoint.getCamelContext().getRegistry().findSingleByType(Engine.class);
    }
}
