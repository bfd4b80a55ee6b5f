package cerb.backup.repository.shared;

import java.time.Duration;

/**
 * How long the process takes at most when it is told to end, by the property {@value #PROPERTY} in seconds: a little less than whoever tells it waits before it kills, which is ten
 * seconds of {@code docker stop}. What has not ended by then is cut off, as by a power cut.
 */
public final class TimeToEnd {
    /** What the start script makes of {@code STOP_SECONDS}. */
    static final String PROPERTY = "cerb.backup.stop-seconds";
    private static final long DEFAULT_SECONDS = 9;
    private static final long LEAST_SECONDS = 2;
    /** Of all of it, for locks that have to be given back past work that does not end. */
    private static final long LOCKS_SECONDS = 1;

    private TimeToEnd() {
    }

    /** For all work to end in order. */
    public static Duration ofWork() {
        return Duration.ofSeconds(Math.max(LEAST_SECONDS, Long.getLong(PROPERTY, DEFAULT_SECONDS)));
    }

    /** For the work under each lock; then the lock is given back all the same. */
    public static Duration ofLockedWork() {
        return ofWork().minusSeconds(LOCKS_SECONDS);
    }
}
