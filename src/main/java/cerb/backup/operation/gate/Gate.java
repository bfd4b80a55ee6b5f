package cerb.backup.operation.gate;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Appenders share, removal excludes. Fair: whoever came first goes first, so a long row of checkpoints cannot keep a removal
 * out. A pass may be given back by another thread than the one that took it, since a recovery point begins and ends in different
 * exchanges. Thread-safe.
 */
public final class Gate {
    private static final int ALL = Integer.MAX_VALUE;

    private final Semaphore permits = new Semaphore(ALL, true);

    /** The right to be inside, given back by closing; closing again does nothing. */
    public interface Pass extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits until no removal is inside. */
    public Pass append() throws InterruptedException {
        return take(1);
    }

    /** Waits until nobody is inside. */
    public Pass remove() throws InterruptedException {
        return take(ALL);
    }

    /**
     * Waits until nobody is inside, but not for long: appenders that come meanwhile wait behind this, and one that is inside, such as a
     * dump, may stay for hours.
     *
     * @return the pass, or empty if somebody is still inside
     */
    public Optional<Pass> remove(Duration patience) throws InterruptedException {
        return permits.tryAcquire(ALL, patience.toMillis(), TimeUnit.MILLISECONDS) ? Optional.of(pass(ALL)) : Optional.empty();
    }

    /** Whether nobody is inside at this moment. */
    public boolean isEmpty() {
        return permits.availablePermits() == ALL;
    }

    private Pass take(int count) throws InterruptedException {
        permits.acquire(count);
        return pass(count);
    }

    private Pass pass(int count) {
        AtomicBoolean given = new AtomicBoolean();
        return () -> {
            if (given.compareAndSet(false, true)) {
                permits.release(count);
            }
        };
    }
}
