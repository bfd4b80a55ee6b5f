package cerb.backup.storage.watch;

import java.time.Duration;

/**
 * When changes are handed out.
 *
 * @param settle    a batch is due when nothing has changed for so long ({@code storage.settle})
 * @param interval  but there is at most one batch an interval, and under steady change one each ({@code snapshot.interval})
 * @param reconcile how often everything is marked dirty, whatever events said ({@code storage.reconcile})
 * @param scan      how often instead while there are no events, or not of all directories; not longer than {@code reconcile}
 * @param capacity  directories and names kept apart between two batches, some 150 bytes each
 */
public record WatchOptions(Duration settle, Duration interval, Duration reconcile, Duration scan, int capacity) {
    private static final Duration SCAN = Duration.ofMinutes(5);
    private static final int CAPACITY = 100_000;

    /** Refuses negative durations and a capacity below one. */
    public WatchOptions {
        if (settle.isNegative() || interval.isNegative() || reconcile.isNegative() || reconcile.isZero() || scan.isNegative() || scan.isZero()) {
            throw new IllegalArgumentException("storage.settle and snapshot.interval cannot be negative, storage.reconcile must be positive");
        }
        if (capacity < 1) {
            throw new IllegalArgumentException("a dirty set needs room for one entry");
        }
        scan = scan.compareTo(reconcile) > 0 ? reconcile : scan;
    }

    /** These times, a scan every five minutes where events fail, and room for 100,000 entries. */
    public static WatchOptions of(Duration settle, Duration interval, Duration reconcile) {
        return new WatchOptions(settle, interval, reconcile, SCAN, CAPACITY);
    }
}
