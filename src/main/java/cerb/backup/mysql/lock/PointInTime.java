package cerb.backup.mysql.lock;

import cerb.backup.mysql.BinlogPosition;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.schema.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One point in time of a schema: sessions on its snapshot, and read locks on the tables that no snapshot holds. */
public final class PointInTime implements AutoCloseable {
    /** One that plans and one that reads. */
    private static final int FEWEST_SESSIONS = 2;

    private final Snapshots snapshots;
    private final TableLocks tableLocks;
    private final LockLimits limits;
    private final LockListener listener;
    private final InstanceLock instanceLock;
    private final Connections connections;
    private LockReport schemaLock;
    private Instant instant;
    private BinlogPosition position;
    private BinlogPosition source;

    private PointInTime(Snapshots snapshots, TableLocks tableLocks, InstanceLock instanceLock, Connections connections, LockLimits limits, LockListener listener) {
        this.connections = connections;
        this.snapshots = snapshots;
        this.tableLocks = tableLocks;
        this.instanceLock = instanceLock;
        this.limits = limits;
        this.listener = listener;
    }

    /**
     * Takes the point, with the least lock the tables allow.
     *
     * @param tables   those whose rows will be read
     * @param mayLock  whether the account may lock tables; without, those that no snapshot holds are read as they are
     * @param sessions how many sessions shall read them, one of which plans; where no lock can be had there will be two
     */
    public static PointInTime take(Connections connections, List<Table> tables, boolean mayLock, int sessions, LockLimits limits, LockListener listener) {
        List<Table> locked = tables.stream().filter(table -> mayLock && !table.isTransactional()).toList();
        Snapshots snapshots = new Snapshots(connections, sessions, listener);
        TableLocks tableLocks = null;
        InstanceLock instanceLock = null;
        try {
            instanceLock = limits.ddlWaits() ? InstanceLock.take(connections, limits, listener).orElse(null) : null;
            tableLocks = new TableLocks(connections, locked);
            PointInTime point = new PointInTime(snapshots, tableLocks, instanceLock, connections, limits, listener);
            point.take(tables, mayLock, !locked.isEmpty());
            snapshots.mark();
            return point;
        } catch (RuntimeException e) {
            snapshots.close();
            if (tableLocks != null) {
                tableLocks.close();
            }
            if (instanceLock != null) {
                instanceLock.close();
            }
            throw e;
        }
    }

    private void take(List<Table> tables, boolean mayLock, boolean mixed) {
        Positions positions = new Positions(snapshots.sessions().get(0), listener);
        if (!(mayLock && lock(tables, positions))) {
            if (mixed) {
                throw new DatabaseException("could not lock the schema's tables within " + limits.timeout().toMillis() + " ms, each attempt cut off after "
                    + limits.stallLimit().toMillis() + " ms so that writers go on: a statement or transaction that runs for long is in its way",
                    "Look for it with SHOW FULL PROCESSLIST, and move the dump to a quieter time or raise dump.lock-timeout.");
            }
            takeOne(positions, mayLock);
        }
    }

    private boolean lock(List<Table> tables, Positions positions) {
        Attempts attempts = new Attempts(limits, listener);
        try (SchemaLock schema = new SchemaLock(connections, tables, tableLocks)) {
            return attempts.repeat("read locks on the schema's tables", new Attempts.Attempt() {
                @Override
                public boolean succeeds() {
                    boolean held = schema.take(limits.stallLimit());
                    if (held) {
                        snapshots.begin();
                        position = positions.binlog(snapshots.sessions().get(0));
                        took(positions);
                    }
                    schema.release();
                    return held;
                }

                @Override
                public void waitForOthers(Duration limit) {
                    schema.waitForOthers(limit);
                }
            });
        } finally {
            schemaLock = attempts.report(LockReport.SCHEMA);
        }
    }

    /** A single snapshot needs no lock to be of one moment; only what other sessions would read, and its place in the binlog, are not known to agree with it. */
    private void takeOne(Positions positions, boolean mayLock) {
        snapshots.keep(FEWEST_SESSIONS);
        snapshots.begin();
        took(positions);
        listener.warning("one session reads all tables, and the point has no binlog position: " + (mayLock
                ? "something held a table for longer than dump.lock-timeout" : "the account lacks LOCK TABLES"));
    }

    private void took(Positions positions) {
        instant = Instant.now();
        Session session = snapshots.sessions().get(0);
        Replication replication = positions.replication(session);
        source = replication.source(positions.appliedGtid(session, replication));
        replication.doubt(limits.lag()).ifPresent(listener::doubt);
    }

    /** Sessions on the snapshot; they are closed with this. */
    public List<Session> sessions() {
        return snapshots.sessions();
    }

    /**
     * Lets go of the metadata locks of the tables which the session has read, but not of its snapshot: a DDL that waits for one would hold up every statement
     * on its table that comes after it.
     */
    public static void letGoOfTables(Session session) {
        session.execute("ROLLBACK TO SAVEPOINT point");
    }

    /** Watches a session of {@link #sessions} that reads tables for long; closed by whoever asked for it. */
    public ReaderWatch watch() {
        return new ReaderWatch(connections, limits.stallLimit(), listener);
    }

    /** When it was taken, by the clock of this machine. */
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

    /** The locks there were, those on single tables once they have been copied. Thread-safe. */
    public List<LockReport> locks() {
        List<LockReport> locks = new ArrayList<>(tableLocks.reports());
        if (schemaLock != null) {
            locks.add(0, schemaLock);
        }
        if (instanceLock != null) {
            locks.add(instanceLock.report());
        }
        return locks;
    }

    /** True if the rows of the table, which no snapshot holds, are held by a lock. */
    public boolean isLocked(String table) {
        return tableLocks.holds(table);
    }

    /** A table has been copied, and need not be locked any longer. Thread-safe. */
    public void release(String table) {
        tableLocks.release(table);
    }

    /** Cuts off whatever still runs and lets go of everything. */
    @Override
    public void close() {
        tableLocks.close();
        snapshots.sessions().forEach(Session::abort);
        if (instanceLock != null) {
            instanceLock.close();
        }
    }
}
