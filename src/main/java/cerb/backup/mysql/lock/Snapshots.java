package cerb.backup.mysql.lock;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.ErrorCode;
import cerb.backup.mysql.Session;
import java.util.ArrayList;
import java.util.List;

/** The sessions that will read, each to be put on a consistent snapshot (InnoDB manual, "Consistent Nonlocking Reads"). */
final class Snapshots {
    private final List<Session> sessions = new ArrayList<>();

    Snapshots(Connections connections, int count, LockListener listener) {
        try {
            for (int i = 0; i < count; i++) {
                Session session = connections.open();
                sessions.add(session);
                session.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            }
            if (sessions.get(0).server().isMariaDb()) {
                keepFromBinlog(listener);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** With a binlog, MariaDB keeps metadata locks until a transaction ends, even back at a savepoint, unless the session writes no binlog. */
    private void keepFromBinlog(LockListener listener) {
        try {
            sessions.forEach(session -> session.execute("SET SESSION sql_log_bin=0"));
        } catch (DatabaseException e) {
            if (e.errorCode() != ErrorCode.ER_SPECIFIC_ACCESS_DENIED_ERROR) {
                throw e;
            }
            listener.warning("while the dump runs, ALTER TABLE waits for its end, and the table's statements wait behind it: the account lacks BINLOG ADMIN, without which MariaDB keeps metadata locks");
        }
    }

    List<Session> sessions() {
        return sessions;
    }

    /** Puts all of them on a new snapshot. */
    void begin() {
        sessions.forEach(Snapshots::begin);
    }

    /** Ends the session's snapshot, if it has one, and takes a new one. */
    static void begin(Session session) {
        session.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    }

    /** Marks the place to which {@link cerb.backup.mysql.lock.PointInTime#letGoOfTables} goes back. */
    void mark() {
        sessions.forEach(session -> session.execute("SAVEPOINT point"));
    }

    /** Closes all but the first few. */
    void keep(int count) {
        List<Session> others = sessions.subList(Math.min(count, sessions.size()), sessions.size());
        others.forEach(Session::close);
        others.clear();
    }

    void close() {
        sessions.forEach(Session::close);
    }
}
