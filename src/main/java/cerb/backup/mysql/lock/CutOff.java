package cerb.backup.mysql.lock;

import cerb.backup.mysql.Session;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Cuts off sessions, whose locks the server then ends, when a time is over, whatever their user is waiting for; unless it is called off before. Thread-safe. */
final class CutOff implements AutoCloseable {
    private final AtomicBoolean decided = new AtomicBoolean();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lock time limit");
        thread.setDaemon(true);
        return thread;
    });

    /** At {@code end}, a time of {@link System#nanoTime}. */
    CutOff(List<Session> sessions, long end) {
        clock.schedule(() -> {
            if (decided.compareAndSet(false, true)) {
                sessions.forEach(Session::abort);
            }
        }, end - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** False if it has happened. */
    boolean callOff() {
        return decided.compareAndSet(false, true);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
