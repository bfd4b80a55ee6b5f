package cerb.backup.mysql.lock;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.schema.Table;
import java.time.Duration;
import java.util.List;

/**
 * Read locks on every table of the schema at once: while they are held no row of it changes, whatever goes on in other schemas. The transactional ones are
 * locked last, by one connection, and only until the snapshots are open; the others are {@link TableLocks}.
 */
final class SchemaLock implements AutoCloseable {
    private final Session session;
    private final StallGuard guard;
    private final List<String> transactional;
    private final TableLocks others;

    SchemaLock(Connections connections, List<Table> tables, TableLocks others) {
        this.transactional = tables.stream().filter(Table::isTransactional).map(Table::name).toList();
        this.others = others;
        this.guard = new StallGuard(connections);
        try {
            this.session = connections.open();
        } catch (RuntimeException e) {
            guard.close();
            throw e;
        }
    }

    /** False if it was cut off, after so long in all; then nothing is locked. */
    boolean take(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        if (!others.lock(guard, end)) {
            return false;
        }
        if (transactional.isEmpty() || guard.execute(session, TableLocks.statement(transactional), end)) {
            return true;
        }
        others.releaseAll();
        return false;
    }

    /** Lets go of the transactional tables. */
    void release() {
        session.execute("UNLOCK TABLES");
    }

    /**
     * Waits until each transactional table can be locked, one after the other, holding none meanwhile: a read lock on one such table that is waited for holds
     * nobody up, since the server lets writers pass before it.
     */
    void waitForOthers(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        for (String table : transactional) {
            if (!guard.execute(session, TableLocks.statement(List.of(table)), end)) {
                break;
            }
        }
        release();
    }

    @Override
    public void close() {
        session.close();
        guard.close();
    }
}
