package cerb.backup.cli;

import cerb.backup.repository.shared.TimeToEnd;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a verb end in order when a signal comes: the working thread is interrupted, so that it gives its locks back, and the process waits a while for that. The exit code stays
 * the signal's own, 130 for Ctrl-C and 143 for TERM, but for a verb that a signal is the proper end of: run then ends with 0.
 */
final class Interruption {
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
            Duration patience = TimeToEnd.ofWork();
            if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("cerb-backup: the work did not end within " + patience.toSeconds() + " s and is cut off, " + place(worker)
                        + ". What was told as done is safe, and the next run takes up the rest; STOP_SECONDS gives it longer.");
            } else if (code == 0) {
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where in our own code it stands: of what hangs, nothing else will tell. */
    private static String place(Thread worker) {
        return Arrays.stream(worker.getStackTrace()).filter(frame -> frame.getClassName().startsWith("cerb.backup.")).findFirst()
                .map(frame -> "at " + frame.getClassName() + "." + frame.getMethodName() + ", line " + frame.getLineNumber()).orElse("at its end");
    }
}
