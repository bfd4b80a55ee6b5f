package cerb.backup.mysql.hotcopy.restore;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.ErrorCode;
import cerb.backup.mysql.Session;

/** The server's binlog, as far as a session writes to it. */
final class Binlog {
    private Binlog() {
    }

    /** Keeps what the session does from now on out of the binlog, so that no replica does it too. False where there is a binlog, and the account may not. */
    static boolean leave(Session session) {
        if (session.value("SELECT @@log_bin").orElse("0").equals("0")) {
            return true;
        }
        try {
            session.execute("SET SESSION sql_log_bin=0");
            return true;
        } catch (DatabaseException e) {
            if (e.errorCode() == ErrorCode.ER_SPECIFIC_ACCESS_DENIED_ERROR) {
                return false;
            }
            throw e;
        }
    }
}
