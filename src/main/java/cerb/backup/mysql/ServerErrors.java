package cerb.backup.mysql;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;

/** The server's and the driver's errors, told in our words with their remedies (MySQL manual, "Server Error Message Reference"). */
final class ServerErrors {
    static final int SECURE_TRANSPORT_REQUIRED = 3159;

    /** Server shutdown in progress; the session was killed, as MySQL and as MariaDB say it. */
    private static final Set<Integer> ENDED = Set.of(1053, 3169, 1927);

    private ServerErrors() {
    }

    /** True if there is no way to the server, or none any longer, whatever was asked of it. */
    static boolean isAway(SQLException cause) {
        return ENDED.contains(cause.getErrorCode()) || cause.getErrorCode() == 0 && (isOfConnections(cause) || isOfNetwork(cause));
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
            case 1044, 1142, 1143, 1227, 1370 -> "Grant the account the privilege which the message names.";
            case 1045, 1698 -> "Check the account and its password: database.user and database.password-file; or, of an account that was named on the command line, --database-user and --database-password-file.";
            case 1049 -> "Check database.name: the server has no such schema, or the account may not see it.";
            case 1040 -> "Raise max_connections of the server, or lower dump.parallelism.";
            case 1153 -> "Raise max_allowed_packet of the server: one row is larger than it.";
            case 1205 -> "Another session holds a table, as LOCK TABLES or ALTER TABLE do: look for it with SHOW FULL PROCESSLIST, and move the dump to a quieter time or raise dump.lock-timeout.";
            case 145, 144, 126, 127 -> "Repair the table (REPAIR TABLE), or leave it out with database.exclude.";
            case 0 -> "Check that the server runs, and database.host, database.port and database.socket.";
            default -> "Look the server's error number " + cause.getErrorCode() + " up, put its cause right, and try again.";
        };
    }
}
