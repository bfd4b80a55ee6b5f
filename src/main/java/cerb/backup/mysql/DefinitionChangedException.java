package cerb.backup.mysql;

import java.sql.SQLException;

/**
 * A table, view or stored program was changed by DDL while it was dumped, so that what was read belongs to no single point in time. The dump is of no use;
 * a new one from a new point is.
 */
public final class DefinitionChangedException extends DatabaseException {
    private final String object;

    /** {@code object} names what changed, such as {@code table ticket}. */
    public DefinitionChangedException(String object, Throwable cause) {
        super("dumped " + object + " while its definition was changed",
            "Start the dump again; keep updates of the helpdesk away from the time of its dump if this comes back.", cause);
        this.object = object;
    }

    private DefinitionChangedException(String message, String object, Throwable cause) {
        super(message, "Start the dump again; keep changes of tables, such as OPTIMIZE TABLE or updates of the helpdesk, away from the time of its dump if this comes back.", cause);
        this.object = object;
    }

    /** Its reader was cut off. */
    public static DefinitionChangedException waiting(String table, Throwable cause) {
        return new DefinitionChangedException("gave up reading table " + table + ": a statement that changes or locks it waited for that, and the table's readers and writers would have waited behind it", "table " + table, cause);
    }

    /** True if this is how the server says that a table is no longer what it was: changed, gone, or without a column it had. */
    public static boolean isReasonOf(SQLException e) {
        return ErrorCode.DEFINITION_CHANGED.contains(e.getErrorCode());
    }

    /** What changed, such as {@code table ticket}. */
    public String object() {
        return object;
    }
}
