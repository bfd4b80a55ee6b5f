package cerb.backup.mysql.schema.read;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import java.util.List;

/** The libraries that stored programs in other languages than SQL use (MySQL manual, "CREATE LIBRARY"). No table but their own tells of them, and only MySQL since 9.2 has that. */
public final class Libraries {
    private Libraries() {
    }

    /** Names of those in a schema, in order; the session may be in any. */
    public static List<String> in(String schema, Session session) {
        if (session.rows("SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA='information_schema' AND TABLE_NAME='LIBRARIES'").isEmpty()) {
            return List.of();
        }
        return session.rows("SELECT LIBRARY_NAME FROM information_schema.LIBRARIES WHERE LIBRARY_SCHEMA=" + Identifier.literal(schema) + " ORDER BY LIBRARY_NAME")
                .stream().map(row -> row.get(0)).toList();
    }
}
