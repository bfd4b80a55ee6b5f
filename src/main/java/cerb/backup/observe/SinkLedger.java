package cerb.backup.observe;

import cerb.backup.operation.marks.Marks;
import cerb.backup.operation.mirror.Backlog;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a sink. Immutable.
 *
 * @param backlog        what it has not confirmed
 * @param confirmedFiles files confirmed since the process began
 * @param confirmedBytes their bytes
 * @param confirmed      when it last confirmed a file, or null
 * @param failures       failures since the process began
 * @param lastFailure    the last of them, or null; cleared when the sink has caught up
 * @param failed         when that was, or null
 * @param failingSince   when the first of a row of failures was, or null: the row ends when the sink catches up, or confirms files for a while without a failure
 * @param caughtUp       when it last held everything, or null
 * @param named          when a daemon first had it among its sinks, or null
 * @param unexplained    what its last listing found that is not here, or null
 */
public record SinkLedger(Backlog backlog, long confirmedFiles, long confirmedBytes, Instant confirmed, long failures, String lastFailure, Instant failed, Instant failingSince,
        Instant caughtUp, Instant named, Unexplained unexplained) {
    /**
     * What is at a sink and not here, though nothing here says that it was removed.
     *
     * @param files     how many files, at least 1
     * @param snapshots how many of them are snapshots
     * @param since     when they were first found
     */
    public record Unexplained(int files, int snapshots, Instant since) { }

    static final SinkLedger NEW = new SinkLedger(new Backlog(0, 0, Optional.empty()), 0, 0, null, 0, null, null, null, null, null, null);
    /** A line that breaks now and then is no failing sink, while one that takes a few files between any two failures is. */
    private static final Duration RECOVERED = Duration.ofMinutes(15);

    SinkLedger resuming(Marks.Sink earlier) {
        return new SinkLedger(backlog, confirmedFiles, confirmedBytes, confirmed, failures, lastFailure, failed, failingSince, caughtUp == null ? earlier.held() : caughtUp,
                earlier.named(), unexplained);
    }

    SinkLedger withBacklog(Backlog now) {
        return new SinkLedger(now, confirmedFiles, confirmedBytes, confirmed, failures, lastFailure, failed, failingSince, caughtUp, named, unexplained);
    }

    SinkLedger withConfirmed(long bytes, Instant at) {
        boolean recovered = failed == null || failed.plus(RECOVERED).isBefore(at);
        return new SinkLedger(backlog, confirmedFiles + 1, confirmedBytes + bytes, at, failures, lastFailure, failed, recovered ? null : failingSince, caughtUp, named, unexplained);
    }

    SinkLedger withFailure(String reason, Instant at) {
        return new SinkLedger(backlog, confirmedFiles, confirmedBytes, confirmed, failures + 1, reason, at, failingSince == null ? at : failingSince, caughtUp, named, unexplained);
    }

    SinkLedger withHeld(Instant at) {
        return new SinkLedger(backlog, confirmedFiles, confirmedBytes, confirmed, failures, null, null, null, at, named, unexplained);
    }

    SinkLedger withUnexplained(int files, int snapshots, Instant at) {
        Unexplained found = files == 0 ? null : new Unexplained(files, snapshots, unexplained == null ? at : unexplained.since());
        return new SinkLedger(backlog, confirmedFiles, confirmedBytes, confirmed, failures, lastFailure, failed, failingSince, caughtUp, named, found);
    }
}
