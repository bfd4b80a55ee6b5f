package cerb.backup.mysql.lock;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.ErrorCode;
import cerb.backup.mysql.Session;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * LOCK INSTANCE FOR BACKUP (MySQL manual): while it is held every DDL on the server waits, other schemas' too, and nothing else does. MariaDB's backup stages
 * also hold up writers of non-transactional tables, so there is none on MariaDB.
 */
final class InstanceLock implements AutoCloseable {
    private final Session session;
    private final long begin = System.nanoTime();

    private InstanceLock(Session session) {
        this.session = session;
    }

    /** Empty, and the listener told why, where the server has none, the account may not, or a DDL runs for longer than the timeout. */
    static Optional<InstanceLock> take(Connections connections, LockLimits limits, LockListener listener) {
        Session session = connections.open();
        String obstacle = obstacle(connections, session, limits);
        if (obstacle == null) {
            return Optional.of(new InstanceLock(session));
        }
        session.close();
        listener.warning("DDL does not wait for the end of the dump; it is noticed, and the dump begins again: " + obstacle);
        return Optional.empty();
    }

    private static String obstacle(Connections connections, Session session, LockLimits limits) {
        if (session.server().isMariaDb()) {
            return "the locks that MariaDB has for this make writers of some tables wait, too";
        }
        try (StallGuard guard = new StallGuard(connections)) {
            boolean locked = guard.execute(session, "LOCK INSTANCE FOR BACKUP", System.nanoTime() + limits.timeout().toNanos());
            return locked ? null : "a DDL ran for longer than dump.lock-timeout";
        } catch (DatabaseException e) {
            if (e.errorCode() == ErrorCode.ER_SPECIFIC_ACCESS_DENIED_ERROR || e.errorCode() == ErrorCode.ER_PARSE_ERROR) {
                return e.errorCode() == ErrorCode.ER_SPECIFIC_ACCESS_DENIED_ERROR ? "the account lacks BACKUP_ADMIN ON *.*" : "the server has no LOCK INSTANCE FOR BACKUP";
            }
            session.close();
            throw e;
        }
    }

    LockReport report() {
        long held = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        return new LockReport(LockReport.INSTANCE, 1, held, held, held);
    }

    @Override
    public void close() {
        session.close();
    }
}
