package cerb.backup.mysql.schema;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import java.util.Map;
import java.util.Objects;

/**
 * What a schema itself says, and its later tables take.
 *
 * @param charset   default character set
 * @param collation default collation
 * @param comment   comment (MariaDB); empty for none
 * @param encrypted whether tables are encrypted unless they say otherwise (MySQL)
 */
public record SchemaDefaults(String charset, String collation, String comment, boolean encrypted) {
    /** Those of the session's schema. */
    public static SchemaDefaults of(Session session) {
        // What else there is depends on the server.
        Map<String, String> row = session.row("SELECT * FROM information_schema.SCHEMATA WHERE SCHEMA_NAME=DATABASE()");
        return new SchemaDefaults(row.get("DEFAULT_CHARACTER_SET_NAME"), row.get("DEFAULT_COLLATION_NAME"),
                Objects.requireNonNullElse(row.get("SCHEMA_COMMENT"), ""), "YES".equals(row.get("DEFAULT_ENCRYPTION")));
    }

    /** The statement that gives them to the current schema; the other family of servers passes over what it does not know. */
    public String alterDatabase() {
        return "ALTER DATABASE CHARACTER SET " + charset + " COLLATE " + collation
            + (comment.isEmpty() ? "" : " /*M!100500 COMMENT " + Identifier.literal(comment).replace("*/", "*\\/") + " */")
            + (encrypted ? " /*!80016 DEFAULT ENCRYPTION='Y' */" : "");
    }
}
