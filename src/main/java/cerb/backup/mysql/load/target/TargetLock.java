package cerb.backup.mysql.load.target;

import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Session;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A lock by name at the server, so that two restores never write to one schema at once. It ends with its session. */
final class TargetLock {
    /** A program that was killed a moment ago still has it until the server notices. */
    private static final int PATIENCE_SECONDS = 5;

    private TargetLock() {
    }

    static void acquire(Session session, DatabaseAddress address) {
        // MySQL takes 64 characters, a schema's name may have as many.
        String name = "'cerb-backup-load-" + UUID.nameUUIDFromBytes(address.schema().getBytes(StandardCharsets.UTF_8)) + "'";
        if (!session.value("SELECT GET_LOCK(" + name + ", " + PATIENCE_SECONDS + ")").orElse("0").equals("1")) {
            String other = session.value("SELECT IS_USED_LOCK(" + name + ")").orElse("that has ended meanwhile");
            throw new DatabaseException("restoring into " + address + " refused: another restore writes to it, by the server's connection " + other,
                "Wait until it has ended. If its program is gone, end the connection: KILL " + other + ". Nothing has been changed in the database.");
        }
    }
}
