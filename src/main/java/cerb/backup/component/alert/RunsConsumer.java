package cerb.backup.component.alert;

import cerb.backup.operation.Engine;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Processor;

/** Tells of the begin and the end of each recovery point, from the observer's thread to the poll's. */
final class RunsConsumer extends AlertsConsumer {
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

    @Override
    protected int poll() {
        int handed = 0;
        for (Optional<Runs.Event> next = runs.next(); next.isPresent(); next = runs.next()) {
            hand(next.get().text(), Map.of(AlertsConstants.STATE, next.get().state()));
            runs.delivered(next.get());
            handed++;
        }
        return handed;
    }
}
