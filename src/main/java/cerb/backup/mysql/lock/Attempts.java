package cerb.backup.mysql.lock;

import cerb.backup.mysql.DatabaseException;
import java.util.concurrent.TimeUnit;

/** Repeats an attempt to lock, with growing pauses that let the writers it held up pass, and adds up for how long they were held up. */
final class Attempts {
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final LockLimits limits;
    private final LockListener listener;
    private long heldNanos;

    Attempts(LockLimits limits, LockListener listener) {
        this.limits = limits;
        this.listener = listener;
    }

    /** One attempt. */
    interface Attempt {
        /** Takes the lock, does what has to be done under it and lets go; or lets go of everything and returns false if it was cut off. */
        boolean succeeds();
    }

    /** {@code lock} names what is locked. */
    void repeat(String lock, Attempt attempt) {
        long giveUp = System.nanoTime() + limits.timeout().toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            long begin = System.nanoTime();
            boolean done = attempt.succeeds();
            long held = System.nanoTime() - begin;
            heldNanos += held;
            if (done) {
                return;
            }
            if (System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause) > giveUp) {
                throw new DatabaseException("could not get " + lock + " within " + limits.timeout().toMillis() + " ms, each attempt cut off after "
                    + limits.stallLimit().toMillis() + " ms so that writers go on: a statement or transaction that runs for long is in its way",
                    "Look for it with SHOW FULL PROCESSLIST, and move the dump to a quieter time or raise dump.lock-timeout.");
            }
            listener.stalled(lock, TimeUnit.NANOSECONDS.toMillis(held), pause);
            sleep(pause);
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("locking was interrupted", "Start the dump again.", e);
        }
    }

    long heldMillis() {
        return TimeUnit.NANOSECONDS.toMillis(heldNanos);
    }
}
