package cerb.backup.observe;

import cerb.backup.operation.marks.Failing;
import cerb.backup.operation.marks.Marks;
import cerb.backup.operation.observer.Backlog;
import java.time.Duration;
import java.time.Instant;

/**
 * What is known of a sink. Immutable.
 *
 * @param backlog     what it has not confirmed
 * @param confirmed   what it has confirmed since the process began
 * @param failures    failures since the process began
 * @param failing     the row of failures that goes on, or null: it ends when the sink catches up, or confirms files for a while without a failure
 * @param caughtUp    when it last held everything, or null
 * @param named       when a daemon first had it among its sinks, or null
 * @param unexplained what its last listing found that is not here, or null
 */
public record SinkLedger(Backlog backlog, Confirmed confirmed, long failures, Failing failing, Instant caughtUp, Instant named, Unexplained unexplained) {
    /**
     * What a sink has confirmed.
     *
     * @param files how many files
     * @param bytes their bytes
     * @param last  when it confirmed the last of them, or null
     */
    public record Confirmed(long files, long bytes, Instant last) { }

    /**
     * What is at a sink and not here, though nothing here says that it was removed.
     *
     * @param files     how many files, at least 1
     * @param snapshots how many of them are snapshots
     * @param since     when they were first found
     */
    public record Unexplained(int files, int snapshots, Instant since) { }

    static final SinkLedger NEW = new SinkLedger(Backlog.UNKNOWN, new Confirmed(0, 0, null), 0, null, null, null, null);
    /** A line that breaks now and then is no failing sink, while one that takes a few files between any two failures is. */
    private static final Duration RECOVERED = Duration.ofMinutes(15);

    /** Why it failed last; null where it fails no more. */
    public String lastFailure() {
        return failing == null ? null : failing.reason();
    }

    SinkLedger resuming(Marks.Sink earlier) {
        return new SinkLedger(backlog, confirmed, failures, failing, caughtUp == null ? earlier.held() : caughtUp, earlier.named(), unexplained);
    }

    /** With the row of failures that was noted when an earlier process last tried. */
    SinkLedger failingAsNoted(Marks.Sink earlier) {
        return new SinkLedger(backlog, confirmed, failures, earlier.failing(), caughtUp, named, unexplained);
    }

    SinkLedger withBacklog(Backlog now) {
        return new SinkLedger(now, confirmed, failures, failing, caughtUp, named, unexplained);
    }

    SinkLedger withConfirmed(long bytes, Instant at) {
        boolean recovered = failing != null && failing.last().plus(RECOVERED).isBefore(at);
        return new SinkLedger(backlog, new Confirmed(confirmed.files() + 1, confirmed.bytes() + bytes, at), failures, recovered ? null : failing, caughtUp, named, unexplained);
    }

    SinkLedger withFailure(String reason, Instant at) {
        return new SinkLedger(backlog, confirmed, failures + 1, Failing.again(failing, reason, at), caughtUp, named, unexplained);
    }

    SinkLedger withHeld(Instant at) {
        return new SinkLedger(backlog, confirmed, failures, null, at, named, unexplained);
    }

    SinkLedger withUnexplained(int files, int snapshots, Instant at) {
        Unexplained found = files == 0 ? null : new Unexplained(files, snapshots, unexplained == null ? at : unexplained.since());
        return new SinkLedger(backlog, confirmed, failures, failing, caughtUp, named, found);
    }
}
