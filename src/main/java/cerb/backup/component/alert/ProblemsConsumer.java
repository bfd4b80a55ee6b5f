package cerb.backup.component.alert;

import cerb.backup.component.alert.told.Alert;
import cerb.backup.component.alert.told.Problem;
import cerb.backup.component.alert.told.Told;
import cerb.backup.operation.Engine;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares at each poll what is wrong with what the receiver knows, and tells the difference. Whether a failure is the message's or the receiver's is seen by another message: when two in a row fail the receiver is
 * away, and the rest waits for the next poll. That other one is each time the next, so that messages over which a receiver stumbles do not hold back the others, however many they are.
 */
final class ProblemsConsumer extends AlertsConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemsConsumer.class);
    private static final int MOST_IN_A_ROW = 2;

    private final AlertsEndpoint endpoint;
    private final Clock clock;
    private final AlertText text;
    /** Of the poll alone, whose thread is one at a time. */
    private final Told told;
    /** Whom the last message did not reach that reached others; empty where it reached everybody. Likewise. */
    private String missed = "";
    /** How many polls in a row have found the receiver away. Likewise. */
    private int awayPolls;

    ProblemsConsumer(AlertsEndpoint endpoint, Processor processor, Clock clock) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.clock = clock;
        this.text = endpoint.text();
        Engine engine = engine();
        this.told = endpoint.told(engine == null ? null : engine.options().repositoryDirectory());
    }

    @Override
    protected int poll() {
        UnaryOperator<String> redaction = redaction();
        List<Problem> problems = endpoint.getComponent().problems().now().stream().filter(problem -> !isOwn(problem)).map(problem -> problem.with(redaction)).toList();
        List<Alert> due = inTurn(told.due(problems, clock.instant()));
        String away = tell(due);
        failing(Stream.of(away, missed, told.refusal().orElse("")).filter(reason -> !reason.isEmpty()).collect(Collectors.joining("; ")));
        if (!away.isEmpty()) {
            throw new IllegalStateException(away);
        }
        return due.size();
    }

    private List<Alert> inTurn(List<Alert> due) {
        List<Alert> order = new ArrayList<>(due);
        if (order.size() > MOST_IN_A_ROW) {
            order.add(1, order.remove(1 + awayPolls % (order.size() - 1)));
        }
        return order;
    }

    /** Tells them, and returns why the receiver seemed away; empty where it did not. */
    private String tell(List<Alert> due) {
        String away = "";
        int inRow = 0;
        for (Iterator<Alert> alerts = due.iterator(); alerts.hasNext() && inRow < MOST_IN_A_ROW;) {
            Delivery delivery = tell(alerts.next());
            inRow = delivery.outcome() == Delivery.Outcome.AWAY ? inRow + 1 : 0;
            away = inRow > 0 ? delivery.reason() : away;
        }
        awayPolls = inRow < MOST_IN_A_ROW ? 0 : awayPolls + 1;
        return away;
    }

    private Delivery tell(Alert alert) {
        Delivery delivery = hand(text.json(alert), headers(alert));
        switch (delivery.outcome()) {
            case ALL, SOME -> {
                told.delivered(alert);
                missed = delivery.reason();
                LOG.info("told {}: {}", endpoint.getReceiver(), text.title(alert));
                if (!missed.isEmpty()) {
                    LOG.warn("not everybody at {} could be told: {}", endpoint.getReceiver(), missed);
                }
            }
            case REFUSED -> {
                told.refused(alert, delivery.reason());
                LOG.warn("{} does not want \"{}\", which is offered again later if it lasts: {}", endpoint.getReceiver(), text.title(alert), delivery.reason());
            }
            case AWAY -> told.failed(alert);
        }
        return delivery;
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
