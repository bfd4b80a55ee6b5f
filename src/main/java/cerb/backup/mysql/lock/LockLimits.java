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
}
