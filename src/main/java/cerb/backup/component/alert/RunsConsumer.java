package cerb.backup.component.alert;

import cerb.backup.operation.Engine;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of the begin and the end of each recovery point, from the observer's thread to the poll's. */
final class RunsConsumer extends AlertsConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(RunsConsumer.class);

    private final Runs runs;
    private Engine heard;

    RunsConsumer(AlertsEndpoint endpoint, Processor processor, Clock clock) {
        super(endpoint, processor);
        this.runs = new Runs(endpoint.getHelpdesk(), endpoint.isNames(), clock);
    }

    @Override
    protected void doStart() throws Exception {
        heard = engine();
        if (heard != null) {
            heard.observers().add(runs);
        }
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (heard != null) {
            heard.observers().remove(runs);
            heard = null;
        }
    }

    /** A begin that the service does not want must not keep the end from it, which may be what it waits for. */
    @Override
    protected int poll() {
        int handed = 0;
        for (Optional<Runs.Event> next = runs.next(); next.isPresent(); next = runs.next()) {
            Delivery delivery = hand(redaction().apply(next.get().text()), Map.of(AlertsConstants.STATE, next.get().state()));
            failing(delivery.reason());
            if (delivery.outcome() == Delivery.Outcome.AWAY) {
                throw new IllegalStateException(delivery.reason());
            }
            if (delivery.outcome() == Delivery.Outcome.REFUSED) {
                LOG.warn("it could not be told that {}: {}", next.get().text(), delivery.reason());
            }
            runs.delivered(next.get());
            handed++;
        }
        return handed;
    }
}
