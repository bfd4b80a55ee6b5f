package cerb.backup;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/** A clock, in UTC, that tells whatever time a test wants. */
public final class ClockOf extends Clock {
    private final Supplier<Instant> time;

    /** Makes one; asked at each look at it, by several threads. */
    public ClockOf(Supplier<Instant> time) {
        this.time = time;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return time.get();
    }
}
