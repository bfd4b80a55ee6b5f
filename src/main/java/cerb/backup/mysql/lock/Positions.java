package cerb.backup.mysql.lock;

import cerb.backup.mysql.BinlogPosition;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Session;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads binlog positions. Which statement the server knows and the account may use is found out beforehand, so that under a lock no time is lost. */
final class Positions {
    private final String binlog;
    private final String replica;

    Positions(Session session, LockListener listener) {
        this.binlog = firstAllowed(session, List.of("SHOW BINARY LOG STATUS", "SHOW MASTER STATUS"));
        this.replica = firstAllowed(session, List.of("SHOW REPLICA STATUS", "SHOW SLAVE STATUS"));
        if (binlog == null) {
            listener.warning("the dump has no binlog position: the account lacks "
                    + (session.server().isMariaDb() ? "BINLOG MONITOR" : "REPLICATION CLIENT"));
        }
        if (replica == null && looksLikeReplica(session)) {
            listener.doubt("the server looks like a replica, and how far it is behind its source is not known: the account lacks "
                    + (session.server().isMariaDb() ? "REPLICA MONITOR" : "REPLICATION CLIENT"));
        }
    }

    private static boolean looksLikeReplica(Session session) {
        return session.value("SELECT @@GLOBAL.read_only").filter(value -> !value.equals("0") && !value.equals("OFF")).isPresent()
                || session.rows("SHOW GLOBAL STATUS LIKE 'Slaves\\_running'").stream().anyMatch(row -> !row.get(1).equals("0"));
    }

    private static String firstAllowed(Session session, List<String> statements) {
        for (String statement : statements) {
            try {
                session.rows(statement);
                return statement;
            } catch (DatabaseException e) {
                if (e.errorCode() == 0) {
                    throw e;
                }
            }
        }
        return null;
    }

    /** The position in the server's own binlog; null if it writes none or the account may not ask. */
    BinlogPosition binlog(Session session) {
        Map<String, String> row = binlog == null ? Map.of() : session.row(binlog);
        if (row.isEmpty()) {
            return null;
        }
        String gtid = session.server().isMariaDb() ? session.value("SELECT @@GLOBAL.gtid_binlog_pos").orElse("") : row.get("Executed_Gtid_Set");
        return new BinlogPosition(row.get("File"), Long.parseLong(row.get("Position")), Objects.requireNonNullElse(gtid, ""));
    }

    /** What the server says of itself as a replica. */
    Replication replication(Session session) {
        return new Replication(replica == null ? Map.of() : session.row(replica));
    }

    /** The GTIDs a replica has applied; empty if it keeps none. */
    String appliedGtid(Session session, Replication replication) {
        return session.server().isMariaDb() ? session.value("SELECT @@GLOBAL.gtid_slave_pos").orElse("") : replication.status().get("Executed_Gtid_Set");
    }
}
