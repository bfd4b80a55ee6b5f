package cerb.backup.mysql.rows;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Session;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** The sessions on the point in time that read ranges, each by one reader at a time. Thread-safe. */
public final class SessionPool {
    private final BlockingQueue<Session> idle;

    /** Takes over the sessions, all idle. */
    public SessionPool(List<Session> sessions) {
        idle = new ArrayBlockingQueue<>(sessions.size(), false, sessions);
    }

    /** Waits for an idle one. */
    Session take() {
        try {
            return idle.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("reading the dump was interrupted", "Start the dump again.", e);
        }
    }

    void give(Session session) {
        idle.add(session);
    }
}
