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
 * their changed pages takes (MySQL manual, "FLUSH Statement"). When the time is over that the locks may be held for, their sessions are cut off, whatever the
 * thread that has them is doing: a disk may hang. It refuses tables of other engines; those are closed by {@code FLUSH TABLES ... WITH READ LOCK}.
 */
public final class FileLocks implements AutoCloseable {
    private final List<Session> sessions = new ArrayList<>();
    private final Session closed;
    private final Session held;
    private final Session exported;
    private final Session snapshot;
    private final Attempts attempts;
    private final Duration longest;
    private CutOff limit;
    private long since;
    private Instant instant;
    private BinlogPosition position;
    private BinlogPosition source;

    private FileLocks(Connections connections, LockLimits limits, Duration longest, LockListener listener) {
        this.attempts = new Attempts(limits, listener);
        this.longest = longest;
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
     * @param longest how long writers may be held up, writing out included; afterwards the locks are gone, and {@link #release} throws
     * @throws DatabaseException if a lock cannot be had in time, or writing out takes longer
     */
    public static FileLocks take(Connections connections, List<Table> tables, LockLimits limits, Duration longest, LockListener listener) {
        FileLocks locks = new FileLocks(connections, limits, longest, listener);
        try (StallGuard guard = new StallGuard(connections)) {
            Positions positions = new Positions(locks.snapshot, listener);
            locks.lock(guard, tables, limits);
            locks.writeOut(guard, tables);
            locks.limit = new CutOff(List.of(locks.closed, locks.held, locks.exported), locks.since + longest.toNanos());
            Snapshots.begin(locks.snapshot);
            locks.instant = Instant.now();
            locks.position = positions.binlog(locks.snapshot);
            Replication replication = positions.replication(locks.snapshot);
            locks.source = replication.source(positions.appliedGtid(locks.snapshot, replication));
            replication.doubt(limits.lag()).ifPresent(listener::doubt);
            return locks;
        } catch (RuntimeException e) {
            locks.close();
            throw e;
        }
    }

    private void lock(StallGuard guard, List<Table> tables, LockLimits limits) {
        List<String> others = tables.stream().filter(table -> !table.isTransactional()).map(Table::name).toList();
        List<String> transactional = transactional(tables);
        String lock = "read locks on the schema's tables";
        boolean done = attempts.repeat(lock, new Attempts.Attempt() {
            @Override
            public boolean succeeds() {
                since = System.nanoTime();
                long end = since + limits.stallLimit().toNanos();
                boolean locked = (others.isEmpty() || guard.execute(closed, "FLUSH TABLES " + quoted(others) + " WITH READ LOCK", end))
                        && (transactional.isEmpty() || guard.execute(held, "LOCK TABLES " + readLocks(transactional), end));
                if (!locked) {
                    closed.execute("UNLOCK TABLES");
                    held.execute("UNLOCK TABLES");
                }
                return locked;
            }

            @Override
            public void waitForOthers(Duration limit) {
                // The pause between attempts has to do: which of the tables somebody holds is not known.
            }
        });
        if (!done) {
            throw new DatabaseException("could not get " + lock + " within " + limits.timeout().toMillis() + " ms, each attempt cut off after "
                + limits.stallLimit().toMillis() + " ms so that writers go on: a statement or transaction that runs for long is in its way",
                "Look for it with SHOW FULL PROCESSLIST, and move the dump to a quieter time or raise dump.lock-timeout.");
        }
    }

    private static String readLocks(List<String> tables) {
        return tables.stream().map(table -> Identifier.quote(table) + " READ").collect(Collectors.joining(", "));
    }

    private void writeOut(StallGuard guard, List<Table> tables) {
        List<String> transactional = transactional(tables);
        if (!transactional.isEmpty() && !guard.execute(exported, "FLUSH TABLES " + quoted(transactional) + " FOR EXPORT", since + longest.toNanos())) {
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

    /** Lets writers go on, and tells for how long they were held up. Throws where that was too long: they went on before. */
    public LockReport release() {
        if (!limit.callOff()) {
            throw new DatabaseException("the tables were locked for the " + longest.toMillis() + " ms of hotcopy.max-lock, and their files were not copied by then, so it was given up and writers go on",
                "Look whether the disk of hotcopy.directory hangs; copy at a quieter time, raise hotcopy.max-lock, or set dump.method=sql.");
        }
        closed.execute("UNLOCK TABLES");
        exported.execute("UNLOCK TABLES");
        long held = (System.nanoTime() - since) / 1_000_000;
        LockReport taken = attempts.report(LockReport.SCHEMA);
        return new LockReport(LockReport.SCHEMA, taken.attempts(), held, Math.max(held, taken.longestMillis()), taken.totalMillis() - taken.heldMillis() + held);
    }

    /** Lets go of everything. */
    @Override
    public void close() {
        if (limit != null) {
            limit.close();
        }
        sessions.forEach(Session::abort);
    }
}
