package cerb.backup.operation.gate;

import java.util.concurrent.Semaphore;
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

    private Pass take(int count) throws InterruptedException {
        permits.acquire(count);
        AtomicBoolean given = new AtomicBoolean();
        return () -> {
            if (given.compareAndSet(false, true)) {
                permits.release(count);
            }
        };
    }
}
