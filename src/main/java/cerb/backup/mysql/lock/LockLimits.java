package cerb.backup.mysql.lock;

import java.time.Duration;

/**
 * How patient locking is.
 *
 * @param stallLimit how long one attempt may hold writers up
 * @param timeout    how long attempts are repeated
 * @param lag        how far a replica may be behind its source
 * @param ddlWaits   whether DDL shall wait until the point is closed, where the server has a lock that holds up nothing else
 */
public record LockLimits(Duration stallLimit, Duration timeout, Duration lag, boolean ddlWaits) {
    /** The documented limits; DDL does not wait. */
    public static final LockLimits DEFAULT = new LockLimits(Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofMinutes(1), false);

    /** The same where DDL waits, or does not. */
    public LockLimits withDdlWaiting(boolean other) {
        return new LockLimits(stallLimit, timeout, lag, other);
    }
}
