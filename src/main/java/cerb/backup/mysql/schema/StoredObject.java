package cerb.backup.mysql.schema;

import java.util.Locale;

/**
 * A view, library, trigger, routine or event.
 *
 * @param kind         what it is
 * @param name         its name
 * @param ddl          its CREATE statement; null for a routine or library whose body the account may not see
 * @param sqlMode      the {@code sql_mode} it was made with; null for a view
 * @param charset      the client's character set it was made with
 * @param collation    the connection's collation it was made with
 * @param dbCollation  the schema's collation it was made with; null for a view
 * @param timeZone     the time zone of an event; null for the others
 * @param made         when an event that is not enabled was made, in seconds since 1970: made later, one whose time has passed would be dropped at once; null
 *                     for all others
 */
public record StoredObject(Kind kind, String name, String ddl, String sqlMode, String charset, String collation, String dbCollation,
        String timeZone, String made) {
    /** In the order in which they are made. */
    public enum Kind {
        /** What routines in another language than SQL use (MySQL). */
        LIBRARY,
        /** A stored function. */
        FUNCTION,
        /** A stored procedure. */
        PROCEDURE,
        /** A package specification (MariaDB, Oracle mode). */
        PACKAGE,
        /** A package body (MariaDB, Oracle mode). */
        PACKAGE_BODY,
        /** A view. */
        VIEW,
        /** A trigger. */
        TRIGGER,
        /** A scheduled event. */
        EVENT;

        /** As SQL spells it. */
        public String sql() {
            return name().replace('_', ' ');
        }
    }

    /** False for a routine whose body the account may not see. */
    public boolean isReadable() {
        return ddl != null;
    }

    /** Such as {@code trigger t1}. */
    public String description() {
        return kind.sql().toLowerCase(Locale.ROOT) + " " + name;
    }
}
