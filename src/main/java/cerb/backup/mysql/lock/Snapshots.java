package cerb.backup.mysql.lock;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.Session;
import java.util.ArrayList;
import java.util.List;

/** The sessions that will read, each to be put on a consistent snapshot (InnoDB manual, "Consistent Nonlocking Reads"). */
final class Snapshots {
    private final List<Session> sessions = new ArrayList<>();

    Snapshots(Connections connections, int count) {
        try {
            for (int i = 0; i < count; i++) {
                Session session = connections.open();
                sessions.add(session);
                session.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            }
        } catch (RuntimeException e) {
            close();
            throw e;
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

    void close() {
        sessions.forEach(Session::close);
    }
}
