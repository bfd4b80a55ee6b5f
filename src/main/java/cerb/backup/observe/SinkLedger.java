package cerb.backup.observe;

import java.time.Instant;

/**
 * What is known of a sink. Immutable.
 *
 * @param backlogFiles   files that it has not confirmed
 * @param backlogBytes   their bytes
 * @param confirmedFiles files confirmed since the process began
 * @param confirmedBytes their bytes
 * @param failures       failures since the process began
 * @param lastFailure    the last of them, or null; cleared when the sink has caught up
 * @param caughtUp       when it last held everything, or null
 */
public record SinkLedger(long backlogFiles, long backlogBytes, long confirmedFiles, long confirmedBytes, long failures, String lastFailure, Instant caughtUp) {
    static final SinkLedger NEW = new SinkLedger(0, 0, 0, 0, 0, null, null);

    SinkLedger withBacklog(long files, long bytes) {
        return new SinkLedger(files, bytes, confirmedFiles, confirmedBytes, failures, lastFailure, caughtUp);
    }

    SinkLedger withConfirmed(long bytes) {
        return new SinkLedger(backlogFiles, backlogBytes, confirmedFiles + 1, confirmedBytes + bytes, failures, lastFailure, caughtUp);
    }

    SinkLedger withFailure(String reason) {
        return new SinkLedger(backlogFiles, backlogBytes, confirmedFiles, confirmedBytes, failures + 1, reason, caughtUp);
    }

    SinkLedger withCaughtUp(Instant at) {
        return new SinkLedger(backlogFiles, backlogBytes, confirmedFiles, confirmedBytes, failures, null, at);
    }
}
