package cerb.backup.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a verb end in order when a signal comes: the working thread is interrupted, so that it gives its locks back, and the process waits a while for that. The exit code stays
 * the signal's own, 130 for Ctrl-C and 143 for TERM, but for a verb that a signal is the proper end of: run then ends with 0.
 */
final class Interruption {
    private static final long PATIENCE_SECONDS = 9;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread worker;
    private volatile int code;
    private volatile boolean begun;

    private Interruption(Thread worker) {
        this.worker = worker;
    }

    static Interruption install(Thread worker) {
        Interruption interruption = new Interruption(worker);
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::interrupt, "interruption"));
        return interruption;
    }

    /** Whether a signal has come while the work went on. */
    boolean begun() {
        return begun;
    }

    /** The work has ended, well or not: nothing is left to wait for. */
    void workEnded(int exitCode) {
        code = exitCode;
        ended.countDown();
    }

    private void interrupt() {
        if (ended.getCount() == 0) {
            return;
        }
        begun = true;
        worker.interrupt();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("cerb-backup: the work did not end within " + PATIENCE_SECONDS + " s and is cut off");
            } else if (code == 0) {
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
