package cerb.backup.component.alert;

import cerb.backup.component.alert.Alert.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one receiver has been told, and what it is to be told now. A problem is told of once it has lasted for a while, again after longer whiles, and when it has been over for a while: what
 * comes and goes by itself, such as a line that is down for seconds, is told to nobody, and nothing is told more often than these whiles allow. Not thread-safe.
 */
final class Told {
    private static final Logger LOG = LoggerFactory.getLogger(Told.class);

    private final Duration settle;
    private final Duration remind;
    private final Map<String, Seen> seen = new LinkedHashMap<>();

    /**
     * @param settle how long a problem must last before it is told of, and be over before that is told
     * @param remind time between two alerts of a problem that lasts
     */
    Told(Duration settle, Duration remind) {
        this.settle = settle;
        this.remind = remind;
    }

    /** What is due at this moment, until it has been {@linkplain #delivered delivered}. */
    List<Alert> due(List<Problem> problems, Instant now) {
        problems.forEach(problem -> seen.merge(problem.key(), new Seen(problem, begin(problem, now), now, null, null, false), (old, one) -> old.again(problem, now)));
        forgetUntold(now);
        List<Alert> due = new ArrayList<>();
        for (Seen each : seen.values()) {
            State state = state(each, now);
            if (state != null) {
                due.add(new Alert(each.problem, state, now));
            }
        }
        return due;
    }

    /** The receiver has got it. */
    void delivered(Alert alert) {
        if (alert.state() == State.CLEARED) {
            seen.remove(alert.problem().key());
        } else {
            seen.computeIfPresent(alert.problem().key(), (key, each) -> each.afterTold(alert));
        }
    }

    /** The receiver has not got it; it stays due. */
    void failed(Alert alert) {
        seen.computeIfPresent(alert.problem().key(), (key, each) -> each.afterTrial());
    }

    /** What nobody was told of need not be known to be over. */
    private void forgetUntold(Instant now) {
        seen.values().removeIf(each -> {
            boolean untold = each.told == null && each.last.isBefore(now);
            if (untold && each.tried) {
                LOG.warn("{} is over, and could not be told while it lasted: {}", each.problem.key(), each.problem.message());
            }
            return untold;
        });
    }

    private State state(Seen each, Instant now) {
        boolean over = each.last.isBefore(now);
        if (over) {
            return each.last.plus(settle).isAfter(now) ? null : State.CLEARED;
        }
        if (each.told == null) {
            return each.first.plus(settle).isAfter(now) ? null : State.RAISED;
        }
        if (each.problem.severity().compareTo(each.toldSeverity) > 0) {
            return State.RAISED;
        }
        return each.told.plus(remind).isAfter(now) ? null : State.REMINDED;
    }

    /** What has lasted since before it was seen has been waited for already. */
    private static Instant begin(Problem problem, Instant now) {
        return problem.since().isBefore(now) ? problem.since() : now;
    }

    /**
     * @param first        when it began
     * @param last         when it was there last
     * @param told         when the receiver was told of it last, or null
     * @param toldSeverity as what it was told then, or null
     * @param tried        whether it was to be told, in vain
     */
    private record Seen(Problem problem, Instant first, Instant last, Instant told, Problem.Severity toldSeverity, boolean tried) {
        Seen again(Problem now, Instant at) {
            return new Seen(now, first, at, told, toldSeverity, tried);
        }

        Seen afterTold(Alert alert) {
            return new Seen(problem, first, last, alert.time(), alert.problem().severity(), false);
        }

        Seen afterTrial() {
            return new Seen(problem, first, last, told, toldSeverity, true);
        }
    }
}
