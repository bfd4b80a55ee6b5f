package cerb.backup.component.alert;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares at each poll what is wrong with what the receiver knows, and tells the difference. */
final class ProblemsConsumer extends AlertsConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemsConsumer.class);

    private final AlertsEndpoint endpoint;
    private final Clock clock;
    private final AlertText text;
    /** Of the poll alone, whose thread is one at a time. */
    private final Told told;

    ProblemsConsumer(AlertsEndpoint endpoint, Processor processor, Clock clock) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.clock = clock;
        this.text = endpoint.text();
        this.told = endpoint.told();
    }

    @Override
    protected int poll() {
        List<Problem> problems = endpoint.getComponent().problems().now().stream().filter(problem -> !isOwn(problem)).toList();
        List<Alert> due = told.due(problems, clock.instant());
        for (Alert alert : due) {
            try {
                hand(text.json(alert), headers(alert));
            } catch (RuntimeException e) {
                told.failed(alert);
                throw e;
            }
            told.delivered(alert);
            LOG.info("told {}: {}", endpoint.getReceiver(), text.title(alert));
        }
        return due.size();
    }

    /** Whoever cannot be reached is not told so. */
    private boolean isOwn(Problem problem) {
        return problem.code().equals("alert-failed") && problem.subject().equals(endpoint.getReceiver());
    }

    private Map<String, Object> headers(Alert alert) {
        Problem problem = alert.problem();
        return Map.of(AlertsConstants.CODE, problem.code(), AlertsConstants.SUBJECT, problem.subject(),
                AlertsConstants.SEVERITY, problem.severity().name().toLowerCase(Locale.ROOT), AlertsConstants.STATE, alert.state().word(),
                AlertsConstants.TITLE, text.title(alert), AlertsConstants.TEXT, text.lines(alert));
    }
}
