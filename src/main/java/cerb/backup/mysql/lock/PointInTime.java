package cerb.backup.mysql.lock;

import cerb.backup.mysql.BinlogPosition;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.schema.Table;
import java.time.Instant;
import java.util.List;

/** One point in time of a schema: sessions on its snapshot, and read locks on the tables that no snapshot holds. */
public final class PointInTime implements AutoCloseable {
    private final Snapshots snapshots;
    private final TableLocks tableLocks;
    private Instant instant;
    private BinlogPosition position;
    private BinlogPosition source;
    private long lockMillis;

    private PointInTime(Snapshots snapshots, TableLocks tableLocks) {
        this.snapshots = snapshots;
        this.tableLocks = tableLocks;
    }

    /**
     * Takes the point, with the least lock the tables allow.
     *
     * @param tables   those whose rows will be read
     * @param sessions how many sessions shall read them
     */
    public static PointInTime take(Connections connections, List<Table> tables, int sessions, LockLimits limits, LockListener listener) {
        List<Table> locked = tables.stream().filter(table -> !table.isTransactional()).toList();
        Snapshots snapshots = new Snapshots(connections, sessions, listener);
        TableLocks tableLocks = null;
        try {
            tableLocks = new TableLocks(connections, locked);
            PointInTime point = new PointInTime(snapshots, tableLocks);
            point.take(connections, tables, !locked.isEmpty(), limits, listener);
            snapshots.mark();
            return point;
        } catch (RuntimeException e) {
            snapshots.close();
            if (tableLocks != null) {
                tableLocks.close();
            }
            throw e;
        }
    }

    private void take(Connections connections, List<Table> tables, boolean mixed, LockLimits limits, LockListener listener) {
        Positions positions = new Positions(snapshots.sessions().get(0), listener);
        if (!mixed && AgreeingSnapshots.arePossible(snapshots.sessions().get(0), positions)) {
            position = AgreeingSnapshots.open(snapshots).orElse(null);
        }
        if (position == null) {
            lock(connections, tables, mixed, positions, new Attempts(limits, listener), limits);
        } else {
            instant = Instant.now();
            source = positions.source(snapshots.sessions().get(0));
        }
    }

    private void lock(Connections connections, List<Table> tables, boolean mixed, Positions positions, Attempts attempts, LockLimits limits) {
        String statement = mixed ? "FLUSH TABLES WITH READ LOCK" : TableLocks.statement(tables.stream().map(Table::name).toList());
        try (StallGuard guard = new StallGuard(connections); Session lock = connections.open()) {
            attempts.repeat(mixed ? "the global read lock" : "read locks on the schema's tables", () -> {
                boolean done = tables.isEmpty() || guard.execute(lock, statement, limits.stallLimit());
                if (done && tableLocks.lock(guard, limits.stallLimit())) {
                    snapshots.begin();
                    instant = Instant.now();
                    position = positions.binlog(snapshots.sessions().get(0));
                    source = positions.source(snapshots.sessions().get(0));
                } else {
                    done = false;
                }
                lock.execute("UNLOCK TABLES");
                return done;
            });
        }
        lockMillis = attempts.heldMillis();
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

    /** How long writers were held up, in all attempts; locks on single tables, held until they are copied, are not counted. */
    public long lockMillis() {
        return lockMillis;
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
    }
}
