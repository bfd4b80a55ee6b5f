package cerb.backup.observe;

import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * The free space on the repository's disk, as it was when it was last told. Whoever wants to know of it has it asked for anew: others fill the disk and free it, and with nothing
 * stored there is no event that would tell. Thread-safe.
 */
final class Space {
    private volatile Runnable asked = () -> { };
    private volatile Instant belowSince;
    private volatile long free = -1;

    /** Takes who is asked, and tells what has changed by {@link #changed}. */
    void ask(Runnable disk) {
        asked = disk;
    }

    void changed(boolean below, long freeBytes, Instant now) {
        belowSince = below ? now : null;
        free = freeBytes;
    }

    /** Since when it has been known to be below the floor, or null where it is not. */
    Instant belowSince() {
        try {
            asked.run();
        } catch (UncheckedIOException e) {
            return belowSince; // that the disk cannot be asked is told by readiness, as something else
        }
        return belowSince;
    }

    /** In bytes, when that last changed; -1 where it never did. */
    long free() {
        return free;
    }
}
