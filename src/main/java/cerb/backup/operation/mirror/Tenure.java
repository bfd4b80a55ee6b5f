package cerb.backup.operation.mirror;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a pass goes on. Under steady change it stays open between checkpoints, so that its lock at the sink and its look at the config, five requests, serve several of
 * them; it ends in time for others to get a lock there, and at once after a checkpoint that is not one of several in a row. Not thread-safe.
 */
final class Tenure {
    /** Less than the age at which a lock is refreshed, which would take three requests more. */
    private static final Duration LONGEST = Duration.ofSeconds(290);
    /** One and a half times the standard snapshot.interval. */
    private static final Duration QUIET = Duration.ofSeconds(90);
    private static final int STEADY = 3;

    private Instant began = Instant.MIN;
    private Instant completed = Instant.MIN;
    private int inARow;

    void passBegan(Instant now) {
        began = now;
    }

    /** A round ended; {@code completing}: with it a snapshot. */
    void roundEnded(Instant now, boolean completing) {
        if (completing) {
            inARow = isWithin(QUIET, completed, now) ? inARow + 1 : 1;
            completed = now;
        }
    }

    /** Whether the pass may have another round. */
    boolean mayGoOn(Instant now) {
        return isWithin(LONGEST, began, now);
    }

    /** Whether the pass stays open though there is nothing to send: the next checkpoint is expected soon. */
    boolean lingers(Instant now) {
        return inARow >= STEADY && mayGoOn(now) && isWithin(QUIET, completed, now);
    }

    private static boolean isWithin(Duration time, Instant since, Instant now) {
        return !since.equals(Instant.MIN) && now.isBefore(since.plus(time));
    }
}
