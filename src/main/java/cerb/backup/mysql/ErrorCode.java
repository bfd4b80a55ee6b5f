package cerb.backup.mysql;

import java.util.Set;

/**
 * The servers' error numbers that something here hangs on, by the manual's symbols (MySQL manual, "Server Error Message Reference"; MariaDB documentation, "MariaDB Error Codes"),
 * and the sets of them that decide. Sets that look alike stay apart, for the reasons that stand at them.
 */
public final class ErrorCode {
    /** CREATE DATABASE of one that exists. */
    public static final int ER_DB_CREATE_EXISTS = 1007;
    /** Too many connections. */
    public static final int ER_CON_COUNT_ERROR = 1040;
    /** No right on the schema. */
    public static final int ER_DBACCESS_DENIED_ERROR = 1044;
    /** Another account or password. */
    public static final int ER_ACCESS_DENIED_ERROR = 1045;
    /** No such schema. */
    public static final int ER_BAD_DB_ERROR = 1049;
    /** The server is being shut down. */
    public static final int ER_SERVER_SHUTDOWN = 1053;
    /** No such column. */
    public static final int ER_BAD_FIELD_ERROR = 1054;
    /** No such statement. */
    public static final int ER_PARSE_ERROR = 1064;
    /** A table whose rows may not fit a page. */
    public static final int ER_TOO_BIG_ROWSIZE = 1118;
    /** SHOW GRANTS of an account that is not in force. */
    public static final int ER_NONEXISTING_GRANT = 1141;
    /** No right on the table. */
    public static final int ER_TABLEACCESS_DENIED_ERROR = 1142;
    /** No right on the column. */
    public static final int ER_COLUMNACCESS_DENIED_ERROR = 1143;
    /** No such table. */
    public static final int ER_NO_SUCH_TABLE = 1146;
    /** A row longer than max_allowed_packet. */
    public static final int ER_NET_PACKET_TOO_LARGE = 1153;
    /** A lock was not to be had in time. */
    public static final int ER_LOCK_WAIT_TIMEOUT = 1205;
    /** One of the privileges is lacking that the statement needs. */
    public static final int ER_SPECIFIC_ACCESS_DENIED_ERROR = 1227;
    /** A warning: MariaDB 11.4 says it of a variable that each chunk's header sets. */
    public static final int ER_WARN_DEPRECATED_SYNTAX = 1287;
    /** No such routine. */
    public static final int ER_SP_DOES_NOT_EXIST = 1305;
    /** KILL QUERY has ended the statement. */
    public static final int ER_QUERY_INTERRUPTED = 1317;
    /** A view that refers to what is not there, or what its definer or user may not see. */
    public static final int ER_VIEW_INVALID = 1356;
    /** No right on the routine. */
    public static final int ER_PROCACCESS_DENIED_ERROR = 1370;
    /** The snapshot is older than the table's definition. */
    public static final int ER_TABLE_DEF_CHANGED = 1412;
    /** A note: the definer does not exist. */
    public static final int ER_NO_SUCH_USER = 1449;
    /** An account that no password lets in. */
    public static final int ER_ACCESS_DENIED_NO_PASSWORD_ERROR = 1698;
    /** The session was killed, as MariaDB says it. */
    public static final int ER_CONNECTION_KILLED = 1927;
    /** The server wants TLS. */
    public static final int ER_SECURE_TRANSPORT_REQUIRED = 3159;
    /** The session was killed, as MySQL says it. */
    public static final int ER_SESSION_WAS_KILLED = 3169;
    /** MySQL: CREATE DATABASE where there is a directory of that name. */
    public static final int ER_SCHEMA_DIR_EXISTS = 3678;
    /** A MyISAM index is damaged; a storage engine's number, as the next three are. */
    public static final int HA_ERR_CRASHED = 126;
    /** A MyISAM table's rows are damaged. */
    public static final int HA_ERR_WRONG_IN_RECORD = 127;
    /** A repair of the table has failed. */
    public static final int HA_ERR_CRASHED_ON_REPAIR = 144;
    /** The table is marked as damaged. */
    public static final int HA_ERR_CRASHED_ON_USAGE = 145;

    /** The account lacks a right, whatever the statement wanted. */
    public static final Set<Integer> DENIED = Set.of(ER_DBACCESS_DENIED_ERROR, ER_TABLEACCESS_DENIED_ERROR, ER_COLUMNACCESS_DENIED_ERROR, ER_SPECIFIC_ACCESS_DENIED_ERROR,
            ER_PROCACCESS_DENIED_ERROR);
    /** The same of reading tables and grants: no routine is called there, so a right on one is nothing that could be lacking. */
    public static final Set<Integer> READING_DENIED = Set.of(ER_DBACCESS_DENIED_ERROR, ER_TABLEACCESS_DENIED_ERROR, ER_COLUMNACCESS_DENIED_ERROR, ER_SPECIFIC_ACCESS_DENIED_ERROR);

    /** Why the SELECT of a view that is there cannot be prepared: something has gone, and no right is lacking. {@link #ER_VIEW_INVALID} may be either. */
    public static final Set<Integer> GONE_FROM_VIEW = Set.of(ER_BAD_DB_ERROR, ER_BAD_FIELD_ERROR, ER_NO_SUCH_TABLE, ER_SP_DOES_NOT_EXIST);
    /** Why a view cannot be made: what it reads was never the dump's, or is such a view itself. A column is not among it: a table of the dump has all of its own. */
    public static final Set<Integer> MISSING_FOR_VIEW = Set.of(ER_BAD_DB_ERROR, ER_NO_SUCH_TABLE, ER_SP_DOES_NOT_EXIST, ER_VIEW_INVALID);
    /** How the server says that a table or view is no longer what it was when the dump began. */
    static final Set<Integer> DEFINITION_CHANGED = Set.of(ER_TABLE_DEF_CHANGED, ER_NO_SUCH_TABLE, ER_BAD_FIELD_ERROR, ER_VIEW_INVALID);

    /** How the server ends a session. */
    static final Set<Integer> SESSION_ENDED = Set.of(ER_SERVER_SHUTDOWN, ER_SESSION_WAS_KILLED, ER_CONNECTION_KILLED);

    private ErrorCode() {
    }
}
