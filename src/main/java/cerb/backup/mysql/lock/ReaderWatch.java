package cerb.backup.mysql.lock;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.DefinitionChangedException;
import cerb.backup.mysql.ErrorCode;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Cuts off a session that reads a table for long, when others have to wait for it: a DDL waits for the reader's metadata lock, and every statement on the table that comes after waits behind the DDL.
 * Which it is told by being such a statement, since nobody sees those of others without PROCESS; a statement that is slow for other reasons is none. Watches one reader at a time, whose thread calls it.
 */
public final class ReaderWatch implements AutoCloseable {
    private static final String WAITING = "Waiting for table metadata lock";

    private final Connections connections;
    private final LockListener listener;
    /** Half of the limit passes before somebody asks, half while he waits. */
    private final long halfNanos;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "reader watch");
        thread.setDaemon(true);
        return thread;
    });
    /** Whoever asks may wait for the DDL itself, when the reader has long gone on to another table. */
    private final AtomicBoolean waits = new AtomicBoolean();
    private Session asking;
    private Session looking;
    private Session reader;
    private String table;
    private Future<?> watching;
    private int turn;
    private boolean closed;
    private volatile boolean gaveUp;

    /** Opens its sessions when it is needed. */
    ReaderWatch(Connections connections, Duration limit, LockListener listener) {
        this.connections = connections;
        this.listener = listener;
        this.halfNanos = Math.max(1, limit.toNanos() / 2);
    }

    /** The session begins to read a table. */
    public synchronized void begin(Session session, String name) {
        if (closed) {
            return;
        }
        if (asking == null) {
            asking = connections.open();
            looking = connections.open();
        }
        reader = session;
        table = name;
        int its = ++turn;
        watching = clock.scheduleWithFixedDelay(() -> ask(name, its), halfNanos, halfNanos, TimeUnit.NANOSECONDS);
    }

    /** It has read the table. */
    public synchronized void end() {
        reader = null;
        if (watching != null) {
            watching.cancel(false);
        }
    }

    /**
     * Returns if the session was not cut off.
     *
     * @param cause what the session met, or null
     * @throws DefinitionChangedException if it was
     */
    public void demandKept(Exception cause) {
        if (gaveUp) {
            throw DefinitionChangedException.waiting(table, cause);
        }
    }

    /** Whether a session was cut off. */
    public boolean gaveUp() {
        return gaveUp;
    }

    private void ask(String name, int its) {
        if (!waits.compareAndSet(false, true)) {
            return;
        }
        Future<?> look = clock.schedule(() -> look(its), halfNanos, TimeUnit.NANOSECONDS);
        try {
            asking.execute("SELECT 1 FROM " + Identifier.quote(name) + " LIMIT 0");
        } catch (DatabaseException e) {
            if (e.errorCode() != ErrorCode.ER_LOCK_WAIT_TIMEOUT) {
                fail(e);
            }
        } finally {
            look.cancel(false);
            waits.set(false);
        }
    }

    private void look(int its) {
        try {
            if (!looking.rows("SELECT 1 FROM information_schema.PROCESSLIST WHERE ID=" + asking.id() + " AND STATE='" + WAITING + "'").isEmpty()) {
                giveUp(its);
            }
        } catch (DatabaseException e) {
            fail(e);
        }
    }

    private synchronized void giveUp(int its) {
        if (reader != null && its == turn) {
            gaveUp = true;
            reader.abort();
            reader = null;
        }
    }

    /** The reader goes on unwatched. */
    private synchronized void fail(DatabaseException e) {
        if (reader != null) {
            listener.warning("whether somebody waits for table " + table + ", which is read for long, is not known: " + e.getMessage());
            end();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        end();
        clock.shutdownNow();
        if (asking != null) {
            asking.abort();
            looking.abort();
        }
    }
}
