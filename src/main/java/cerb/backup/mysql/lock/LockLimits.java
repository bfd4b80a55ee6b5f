package cerb.backup.mysql.lock;

import java.time.Duration;

/**
 * How patient locking is.
 *
 * @param stallLimit how long one attempt may hold writers up
 * @param timeout    how long attempts are repeated
 */
public record LockLimits(Duration stallLimit, Duration timeout) {
}
