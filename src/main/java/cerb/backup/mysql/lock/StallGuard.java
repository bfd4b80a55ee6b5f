package cerb.backup.mysql.lock;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.ErrorCode;
import cerb.backup.mysql.Session;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs a statement that may wait for others, and cuts it off with KILL QUERY from a connection of its own when it has waited long
 * enough. One thread at a time.
 */
final class StallGuard implements AutoCloseable {
    private final Session control;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lock stall guard");
        thread.setDaemon(true);
        return thread;
    });

    StallGuard(Connections connections) {
        this.control = connections.open();
    }

    /** True if the statement was executed; false if it was cut off at {@code end}, a time of {@link System#nanoTime}. */
    boolean execute(Session session, String sql, long end) {
        AtomicBoolean decided = new AtomicBoolean();
        Future<?> kill = clock.schedule(() -> {
            if (decided.compareAndSet(false, true)) {
                control.execute("KILL QUERY " + session.id());
            }
        }, end - System.nanoTime(), TimeUnit.NANOSECONDS);
        try {
            session.execute(sql);
        } catch (DatabaseException e) {
            if (e.errorCode() == ErrorCode.ER_QUERY_INTERRUPTED || e.errorCode() == ErrorCode.ER_LOCK_WAIT_TIMEOUT) {
                return false;
            }
            throw e;
        } finally {
            if (decided.compareAndSet(false, true)) {
                kill.cancel(false);
            } else {
                settle(kill, session);
            }
        }
        return true;
    }

    /** A kill that came too late for its statement would hit the next one: let a harmless statement take it. */
    private static void settle(Future<?> kill, Session session) {
        try {
            kill.get();
            session.execute("DO 0");
        } catch (DatabaseException e) {
            if (e.errorCode() != ErrorCode.ER_QUERY_INTERRUPTED) {
                throw e;
            }
        } catch (ExecutionException e) {
            throw new DatabaseException("cutting off a waiting lock failed: " + e.getCause().getMessage(),
                    "Check that the account may KILL its own queries.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("locking was interrupted", "Start the dump again.", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        control.close();
    }
}
