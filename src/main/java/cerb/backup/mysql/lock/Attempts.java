package cerb.backup.mysql.lock;

import cerb.backup.mysql.DatabaseException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Repeats an attempt to lock, with growing pauses that let the writers it held up pass, and adds up for how long they were held up. */
final class Attempts {
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final LockLimits limits;
    private final LockListener listener;
    private int count;
    private long totalNanos;
    private long longestNanos;
    private long heldNanos;

    Attempts(LockLimits limits, LockListener listener) {
        this.limits = limits;
        this.listener = listener;
    }

    /** What is repeated. */
    interface Attempt {
        /** Takes the lock, does what has to be done under it and lets go; or lets go of everything and returns false if it was cut off. */
        boolean succeeds();

        /** Waits, for so long at most, until what was in the way is over, without holding anybody up. */
        void waitForOthers(Duration limit);
    }

    /** False if the time is over; {@code lock} names what is locked. */
    boolean repeat(String lock, Attempt attempt) {
        long giveUp = System.nanoTime() + limits.timeout().toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            long begin = System.nanoTime();
            boolean done = attempt.succeeds();
            add(System.nanoTime() - begin);
            if (done) {
                heldNanos = System.nanoTime() - begin;
                return true;
            }
            if (System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause) > giveUp) {
                return false;
            }
            listener.stalled(lock, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin), pause);
            sleep(pause);
            attempt.waitForOthers(Duration.ofNanos(Math.max(1, giveUp - System.nanoTime())));
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        }
    }

    private void add(long nanos) {
        count++;
        totalNanos += nanos;
        longestNanos = Math.max(longestNanos, nanos);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("locking was interrupted", "Start the dump again.", e);
        }
    }

    LockReport report(String lock) {
        return new LockReport(lock, count, TimeUnit.NANOSECONDS.toMillis(heldNanos), TimeUnit.NANOSECONDS.toMillis(longestNanos),
                TimeUnit.NANOSECONDS.toMillis(totalNanos));
    }
}
