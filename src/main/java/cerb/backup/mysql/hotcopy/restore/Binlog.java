package cerb.backup.mysql.hotcopy.restore;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.ErrorCode;
import cerb.backup.mysql.Session;

/** The server's binlog, as far as a session writes to it. */
enum Binlog {
    /** There is none. */
    ABSENT,
    /** The session writes nothing to it any longer. */
    LEFT,
    /** The session writes to it, since the account may not leave it. */
    KEPT;

    /** Keeps what the session does from now on out of the binlog, so that no replica does it too, where that may be. */
    static Binlog leave(Session session) {
        if (session.value("SELECT @@log_bin").orElse("0").equals("0")) {
            return ABSENT;
        }
        try {
            session.execute("SET SESSION sql_log_bin=0");
            return LEFT;
        } catch (DatabaseException e) {
            if (e.errorCode() == ErrorCode.ER_SPECIFIC_ACCESS_DENIED_ERROR) {
                return KEPT;
            }
            throw e;
        }
    }
}
