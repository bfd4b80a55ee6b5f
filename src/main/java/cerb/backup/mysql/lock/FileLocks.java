package cerb.backup.mysql.lock;

import cerb.backup.mysql.BinlogPosition;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.schema.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Holds every table of a schema at one point in time, written out to its files, until it is closed. One thread at a time.
 *
 * <p>Waiting and writing out are kept apart: while a lock is waited for, writers queue behind it, so that is cut off after the stall limit and tried again.
 * Once {@code LOCK TABLES ... READ} holds the transactional tables, {@code FLUSH TABLES ... FOR EXPORT} waits for nobody, and may take as long as writing
 * their changed pages takes (MySQL manual, "FLUSH Statement"). It refuses tables of other engines; those are closed by {@code FLUSH TABLES ... WITH READ LOCK}.
 */
public final class FileLocks implements AutoCloseable {
    private final List<Session> sessions = new ArrayList<>();
    private final Session closed;
    private final Session held;
    private final Session exported;
    private final Session snapshot;
    private final Attempts attempts;
    private long since;
    private Instant instant;
    private BinlogPosition position;
    private BinlogPosition source;

    private FileLocks(Connections connections, LockLimits limits, LockListener listener) {
        this.attempts = new Attempts(limits, listener);
        try {
            this.closed = open(connections);
            this.held = open(connections);
            this.exported = open(connections);
            this.snapshot = open(connections);
            snapshot.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Session open(Connections connections) {
        Session session = connections.open();
        sessions.add(session);
        return session;
    }

    /**
     * Takes the locks.
     *
     * @param longest how long writers may be held up, writing out included
     * @throws DatabaseException if a lock cannot be had in time, or writing out takes longer
     */
    public static FileLocks take(Connections connections, List<Table> tables, LockLimits limits, Duration longest, LockListener listener) {
        FileLocks locks = new FileLocks(connections, limits, listener);
        try (StallGuard guard = new StallGuard(connections)) {
            Positions positions = new Positions(locks.snapshot, listener);
            locks.lock(guard, tables, limits.stallLimit());
            locks.writeOut(guard, tables, longest);
            Snapshots.begin(locks.snapshot);
            locks.instant = Instant.now();
            locks.position = positions.binlog(locks.snapshot);
            locks.source = positions.source(locks.snapshot);
            return locks;
        } catch (RuntimeException e) {
            locks.close();
            throw e;
        }
    }

    private void lock(StallGuard guard, List<Table> tables, Duration limit) {
        List<String> others = tables.stream().filter(table -> !table.isTransactional()).map(Table::name).toList();
        List<String> transactional = transactional(tables);
        attempts.repeat("read locks on the schema's tables", () -> {
            since = System.nanoTime();
            boolean done = (others.isEmpty() || guard.execute(closed, "FLUSH TABLES " + quoted(others) + " WITH READ LOCK", limit))
                    && (transactional.isEmpty() || guard.execute(held, TableLocks.statement(transactional), limit));
            if (!done) {
                closed.execute("UNLOCK TABLES");
                held.execute("UNLOCK TABLES");
            }
            return done;
        });
    }

    private void writeOut(StallGuard guard, List<Table> tables, Duration longest) {
        List<String> transactional = transactional(tables);
        if (!transactional.isEmpty() && !guard.execute(exported, "FLUSH TABLES " + quoted(transactional) + " FOR EXPORT", longest)) {
            throw new DatabaseException("the server did not write the tables' changes to their files within " + longest.toMillis() + " ms",
                "Copy at a quieter time, raise hotcopy.max-lock, or set dump.method=sql.");
        }
        held.execute("UNLOCK TABLES");
    }

    private static List<String> transactional(List<Table> tables) {
        return tables.stream().filter(Table::isTransactional).map(Table::name).toList();
    }

    private static String quoted(List<String> tables) {
        return tables.stream().map(Identifier::quote).collect(Collectors.joining(", "));
    }

    /** A session on a snapshot of the transactional tables at the point; it outlives the locks, until {@link #close}. */
    public Session snapshot() {
        return snapshot;
    }

    /** When the point was taken, by the clock of this machine. */
    public Instant instant() {
        return instant;
    }

    /** Its place in the server's binlog; null if unknown. */
    public BinlogPosition position() {
        return position;
    }

    /** Its place in the binlog of the server's source; null if the server is no replica or it is unknown. */
    public BinlogPosition source() {
        return source;
    }

    /** When the locks were had, as {@link System#nanoTime} tells it. */
    public long since() {
        return since;
    }

    /** Lets writers go on, and tells for how many milliseconds they were held up, earlier attempts included. */
    public long release() {
        closed.execute("UNLOCK TABLES");
        exported.execute("UNLOCK TABLES");
        long lastAttempt = System.nanoTime() - since;
        return attempts.heldMillis() + lastAttempt / 1_000_000;
    }

    /** Lets go of everything. */
    @Override
    public void close() {
        sessions.forEach(Session::abort);
    }
}
