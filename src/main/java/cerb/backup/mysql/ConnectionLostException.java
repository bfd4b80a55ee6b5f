package cerb.backup.mysql;

/**
 * The server ended a session that had begun, or the way to it was cut: it restarts, it failed over, or somebody ended the session. What was begun is lost with it; begun
 * anew, it may succeed.
 */
public final class ConnectionLostException extends DatabaseException {
    /** {@code tried} is what the session was at. */
    ConnectionLostException(String tried, String reason, Throwable cause) {
        super(tried + " failed: the server ended the session, or the connection broke: " + reason,
            "Start it again when the server can be reached; its log says whether it was restarted, and SHOW VARIABLES LIKE '%timeout' when it ends sessions by itself.", cause);
    }
}
