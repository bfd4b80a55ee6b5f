package cerb.backup.storage.watch;

/** When the changes so far are due as a batch. Times are nanoseconds of one monotonic clock. Not thread-safe. */
final class Settling {
    private final long settle;
    private final long interval;
    private boolean pending;
    private long first;
    private long last;
    private boolean takenBefore;
    private long taken;

    Settling(WatchOptions options) {
        this.settle = options.settle().toNanos();
        this.interval = options.interval().toNanos();
    }

    void changed(long now) {
        if (!pending) {
            first = now;
        }
        pending = true;
        last = now;
    }

    /** A rejected batch is due again after an interval, not at once. */
    void rejected(long now) {
        changed(now);
        taken(now);
        pending = true;
    }

    void taken(long now) {
        pending = false;
        takenBefore = true;
        taken = now;
    }

    /** How long until the batch is due: zero or less if it is, {@code Long.MAX_VALUE} if nothing is pending. */
    long untilDue(long now) {
        if (!pending) {
            return Long.MAX_VALUE;
        }
        long settled = settle - (now - last);
        long quiet = takenBefore ? interval - (now - taken) : 0;
        long steady = Math.max(interval, settle) - (now - first);
        // settled, and an interval after the last batch; or, while changes never settle, an interval after the first of them
        return Math.min(Math.max(settled, quiet), Math.max(steady, quiet));
    }
}
