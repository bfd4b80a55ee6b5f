package cerb.backup.component.alert.told;

import cerb.backup.component.alert.told.Alert.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one receiver has been told, and what it is to be told now. A problem is told of once it has lasted for a while, again after longer whiles, and when it has been over for a while: what
 * comes and goes by itself, such as a line that is down for seconds, is told to nobody, and nothing is told more often than these whiles allow. Not thread-safe.
 */
public final class Told {
    private static final Logger LOG = LoggerFactory.getLogger(Told.class);
    /** So many times as long as otherwise must be over what an earlier process told: this one has yet to try what failed then. */
    private static final int AFTER_RESTART = 10;

    private final Duration settle;
    private final Duration remind;
    private final ToldFile file;
    private final Map<String, Seen> seen = new LinkedHashMap<>();
    private boolean resumed;

    /** One that knows nothing of earlier processes, and tells nothing to later ones. */
    public Told(Duration settle, Duration remind) {
        this(settle, remind, null);
    }

    /**
     * One that goes on from what an earlier process told.
     *
     * @param settle how long a problem must last before it is told of, and be over before that is told
     * @param remind time between two alerts of a problem that lasts, and between two trials of one that was refused
     * @param file   where it is kept over a restart; null: nowhere
     */
    public Told(Duration settle, Duration remind, Path file) {
        this.settle = settle;
        this.remind = remind;
        this.file = file == null ? null : new ToldFile(file);
    }

    /** What is due at this moment, until it has been {@linkplain #delivered delivered} or {@linkplain #refused refused}. */
    public List<Alert> due(List<Problem> problems, Instant now) {
        resume(now);
        problems.forEach(problem -> seen.merge(problem.key(), Seen.first(problem, now), (old, one) -> old.again(problem, now)));
        Set<String> there = problems.stream().map(Problem::key).collect(Collectors.toSet());
        forgetUntold(there);
        List<Alert> due = new ArrayList<>();
        for (Seen each : seen.values()) {
            State state = state(each, there, now);
            if (state != null && !each.rests(state, now.minus(remind))) {
                due.add(new Alert(each.problem, state, now));
            }
        }
        return due;
    }

    /** The receiver has got it. */
    public void delivered(Alert alert) {
        if (alert.state() == State.CLEARED) {
            seen.remove(alert.problem().key());
        } else {
            seen.computeIfPresent(alert.problem().key(), (key, each) -> each.afterTold(alert));
        }
        keep();
    }

    /** The receiver is away and has not got it; it stays due. */
    public void failed(Alert alert) {
        seen.computeIfPresent(alert.problem().key(), (key, each) -> each.afterTrial());
    }

    /** The receiver does not want it. It is due again after a while, in its newest words; that something is over is given up when it is refused for the second time. */
    public void refused(Alert alert, String reason) {
        String key = alert.problem().key();
        Seen known = seen.get(key);
        if (known != null && alert.state() == State.CLEARED && known.refusal != null && known.refusal.alert.state() == State.CLEARED) {
            LOG.warn("{} is over, and nobody could be told: {}", key, reason);
            seen.remove(key);
            keep();
        } else {
            seen.computeIfPresent(key, (same, each) -> each.afterRefusal(new Refusal(alert, reason)));
        }
    }

    /** What the receiver does not want and is yet owed, with why; empty where there is nothing. */
    public Optional<String> refusal() {
        return seen.values().stream().map(each -> each.refusal).filter(Objects::nonNull).map(Refusal::text).findFirst();
    }

    private void resume(Instant now) {
        if (!resumed && file != null) {
            file.read().forEach(each -> seen.put(each.problem().key(), Seen.earlier(each, now, settle.multipliedBy(AFTER_RESTART - 1))));
        }
        resumed = true;
    }

    private void keep() {
        if (file != null) {
            file.write(seen.values().stream().filter(each -> each.told != null).map(each -> new ToldFile.Entry(each.problem, each.toldSeverity, each.told)).toList());
        }
    }

    /** What nobody was told of need not be known to be over. */
    private void forgetUntold(Set<String> there) {
        seen.values().removeIf(each -> {
            boolean untold = each.told == null && !there.contains(each.problem.key());
            if (untold && each.tried) {
                LOG.warn("{} is over, and could not be told while it lasted: {}", each.problem.key(), each.problem.message());
            }
            return untold;
        });
    }

    private State state(Seen each, Set<String> there, Instant now) {
        if (!there.contains(each.problem.key())) {
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

    /** An alert that the receiver does not want, and why. */
    private record Refusal(Alert alert, String reason) {
        String text() {
            return alert.problem().key() + " is refused: " + reason;
        }
    }

    /**
     * @param first        when it began
     * @param last         when it was there last; what an earlier process told is taken to have been there for a while after this one began
     * @param told         when the receiver was told of it last, or null
     * @param toldSeverity as what it was told then, or null
     * @param tried        whether it was to be told, in vain
     * @param refusal      what of it the receiver did not want last, or null
     */
    private record Seen(Problem problem, Instant first, Instant last, Instant told, Problem.Severity toldSeverity, boolean tried, Refusal refusal) {
        /** What has lasted since before it was seen has been waited for already. */
        static Seen first(Problem problem, Instant now) {
            return new Seen(problem, earlier(problem.since(), now), now, null, null, false, null);
        }

        /** A clock that was wrong then must not keep it from being told again. */
        static Seen earlier(ToldFile.Entry entry, Instant now, Duration grace) {
            return new Seen(entry.problem(), earlier(entry.problem().since(), now), now.plus(grace), earlier(entry.told(), now), entry.severity(), false, null);
        }

        private static Instant earlier(Instant one, Instant other) {
            return one.isBefore(other) ? one : other;
        }

        Seen again(Problem now, Instant at) {
            return new Seen(now, first, at, told, toldSeverity, tried, refusal);
        }

        Seen afterTold(Alert alert) {
            return new Seen(problem, first, last, alert.time(), alert.problem().severity(), false, null);
        }

        Seen afterTrial() {
            return new Seen(problem, first, last, told, toldSeverity, true, refusal);
        }

        Seen afterRefusal(Refusal now) {
            return new Seen(problem, first, last, told, toldSeverity, true, now);
        }

        boolean rests(State state, Instant refusedAfter) {
            return refusal != null && refusal.alert.state() == state && refusal.alert.problem().severity() == problem.severity() && refusal.alert.time().isAfter(refusedAfter);
        }
    }
}
