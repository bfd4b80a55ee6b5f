package cerb.backup.mysql;

import java.io.IOException;
import java.sql.SQLException;

/** The server's and the driver's errors, told in our words with their remedies (MySQL manual, "Server Error Message Reference"). */
final class ServerErrors {
    private ServerErrors() {
    }

    /** True if there is no way to the server, or none any longer, whatever was asked of it. */
    static boolean isAway(SQLException cause) {
        return ErrorCode.SESSION_ENDED.contains(cause.getErrorCode()) || cause.getErrorCode() == 0 && (isOfConnections(cause) || isOfNetwork(cause));
    }

    private static boolean isOfConnections(SQLException cause) {
        return cause.getSQLState() != null && cause.getSQLState().startsWith("08");
    }

    /** Amid the rows of a result the driver has no state of its own for it. */
    private static boolean isOfNetwork(Throwable cause) {
        return cause != null && (cause instanceof IOException || isOfNetwork(cause.getCause()));
    }

    static DatabaseException lost(String tried, SQLException cause) {
        return new ConnectionLostException(tried, reason(cause), cause);
    }

    static DatabaseException explain(String tried, SQLException cause) {
        return new DatabaseException(tried + " failed: " + reason(cause), remedy(cause), cause);
    }

    /** Where no server has answered the driver tells of packets; the network's own words follow. */
    private static String reason(SQLException cause) {
        if (cause.getErrorCode() != 0 || cause.getMessage() == null) {
            return cause.getMessage();
        }
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String first = cause.getMessage().lines().findFirst().orElse("");
        return root == cause || root.getMessage() == null ? first : first + ": " + root.getMessage();
    }

    private static String remedy(SQLException cause) {
        return switch (cause.getErrorCode()) {
            case ErrorCode.ER_DBACCESS_DENIED_ERROR, ErrorCode.ER_TABLEACCESS_DENIED_ERROR, ErrorCode.ER_COLUMNACCESS_DENIED_ERROR, ErrorCode.ER_SPECIFIC_ACCESS_DENIED_ERROR,
                    ErrorCode.ER_PROCACCESS_DENIED_ERROR -> "Grant the account the privilege which the message names.";
            case ErrorCode.ER_ACCESS_DENIED_ERROR, ErrorCode.ER_ACCESS_DENIED_NO_PASSWORD_ERROR -> "Check the account and its password: database.user and database.password-file; or, of an account that was named on the command line, --database-user and --database-password-file.";
            case ErrorCode.ER_BAD_DB_ERROR -> "Check database.name: the server has no such schema, or the account may not see it.";
            case ErrorCode.ER_CON_COUNT_ERROR -> "Raise max_connections of the server, or lower dump.parallelism.";
            case ErrorCode.ER_NET_PACKET_TOO_LARGE -> "Raise max_allowed_packet of the server: one row is larger than it.";
            case ErrorCode.ER_LOCK_WAIT_TIMEOUT -> "Another session holds a table, as LOCK TABLES or ALTER TABLE do: look for it with SHOW FULL PROCESSLIST, and move the dump to a quieter time or raise dump.lock-timeout.";
            case ErrorCode.HA_ERR_CRASHED_ON_USAGE, ErrorCode.HA_ERR_CRASHED_ON_REPAIR, ErrorCode.HA_ERR_CRASHED, ErrorCode.HA_ERR_WRONG_IN_RECORD -> "Repair the table (REPAIR TABLE), or leave it out with database.exclude.";
            case ErrorCode.ER_SCHEMA_DIR_EXISTS -> "Look at that directory of the server's data, which a restore of copied files that was killed may have left, and move it away; then restore again.";
            case 0 -> "Check that the server runs, and database.host, database.port and database.socket.";
            default -> "Look the server's error number " + cause.getErrorCode() + " up, put its cause right, and try again.";
        };
    }
}
