package cerb.backup.operation.mirror;

import java.time.Duration;
import java.time.Instant;

/** How long no pass begins after one that has failed: each time twice as long, up to a limit. Thread-safe. */
final class Pause {
    private final Duration longest;
    private Duration length = Duration.ZERO;
    private Instant until = Instant.MIN;

    Pause(Duration longest) {
        this.longest = longest;
    }

    /** Begins a pause at least so long, but for the limit. */
    synchronized void begin(Instant now, Duration least) {
        Duration twice = length.multipliedBy(2);
        Duration wanted = twice.compareTo(least) > 0 ? twice : least;
        length = wanted.compareTo(longest) > 0 ? longest : wanted;
        until = now.plus(length);
    }

    synchronized boolean isOver(Instant now) {
        // a clock that was set back lengthens nothing
        return !now.isBefore(until) || now.plus(length).isBefore(until);
    }

    /** All is well again. */
    synchronized void end() {
        length = Duration.ZERO;
        until = Instant.MIN;
    }
}
