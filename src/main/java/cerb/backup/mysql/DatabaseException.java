package cerb.backup.mysql;

import java.sql.SQLException;

/** The database, or the way to it, failed. The message says what was tried on what and why it failed; {@link #remedy()} what to do next. */
public class DatabaseException extends RuntimeException {
    private final String remedy;

    /** {@code remedy} is one sentence for the administrator. */
    public DatabaseException(String message, String remedy) {
        this(message, remedy, null);
    }

    /** {@code cause} may be null. */
    public DatabaseException(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    /** What to do next, one sentence. */
    public String remedy() {
        return remedy;
    }

    /** The server's error number; 0 if the failure was not the server's. */
    public int errorCode() {
        return getCause() instanceof SQLException cause ? cause.getErrorCode() : 0;
    }

    /** Names what a session tried and takes the server's words as the reason; a {@link ConnectionLostException} if the session is over. */
    public static DatabaseException of(String tried, SQLException cause) {
        return ServerErrors.isAway(cause) ? ServerErrors.lost(tried, cause) : ServerErrors.explain(tried, cause);
    }
}
