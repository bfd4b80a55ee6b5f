package cerb.backup.observe;

import cerb.backup.operation.mirror.Backlog;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a sink. Immutable.
 *
 * @param backlog        what it has not confirmed
 * @param confirmedFiles files confirmed since the process began
 * @param confirmedBytes their bytes
 * @param failures       failures since the process began
 * @param lastFailure    the last of them, or null; cleared when the sink has caught up
 * @param caughtUp       when it last held everything, or null
 */
public record SinkLedger(Backlog backlog, long confirmedFiles, long confirmedBytes, long failures, String lastFailure, Instant caughtUp) {
    static final SinkLedger NEW = new SinkLedger(new Backlog(0, 0, Optional.empty()), 0, 0, 0, null, null);

    SinkLedger withBacklog(Backlog now) {
        return new SinkLedger(now, confirmedFiles, confirmedBytes, failures, lastFailure, caughtUp);
    }

    SinkLedger withConfirmed(long bytes) {
        return new SinkLedger(backlog, confirmedFiles + 1, confirmedBytes + bytes, failures, lastFailure, caughtUp);
    }

    SinkLedger withFailure(String reason) {
        return new SinkLedger(backlog, confirmedFiles, confirmedBytes, failures + 1, reason, caughtUp);
    }

    SinkLedger withCaughtUp(Instant at) {
        return new SinkLedger(backlog, confirmedFiles, confirmedBytes, failures, null, at);
    }
}
