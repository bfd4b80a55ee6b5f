package cerb.backup.mysql.inspect;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.schema.Table;
import java.util.List;

/**
 * A table as the server knows it without reading it.
 *
 * @param name          its name
 * @param engine        its storage engine; empty for a table that the server cannot open
 * @param transactional whether a snapshot holds it
 * @param bytes         of its rows, by the server's own estimate
 * @param rowBytes      of a row on the average, likewise
 * @param keyed         whether it has a primary key
 */
public record TableFacts(String name, String engine, boolean transactional, long bytes, long rowBytes, boolean keyed) {
    /** What {@code information_schema} calls what has rows of its own: without history, and with it (MariaDB). */
    static final String TYPES = "('BASE TABLE', 'SYSTEM VERSIONED')";

    /** Those of the session's schema. */
    public static List<TableFacts> of(Session session) {
        return session.rows("SELECT t.TABLE_NAME, COALESCE(t.ENGINE, ''), COALESCE(e.TRANSACTIONS, 'NO'), COALESCE(t.DATA_LENGTH, 0), COALESCE(t.AVG_ROW_LENGTH, 0), "
                + "EXISTS (SELECT 1 FROM information_schema.STATISTICS s WHERE s.TABLE_SCHEMA = t.TABLE_SCHEMA AND s.TABLE_NAME = t.TABLE_NAME AND s.INDEX_NAME = 'PRIMARY') "
                + "FROM information_schema.TABLES t LEFT JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE WHERE t.TABLE_TYPE IN " + TYPES + " AND t.TABLE_SCHEMA = "
                + Identifier.literal(session.schema()) + " ORDER BY 4 DESC, 1").stream()
            .map(row -> new TableFacts(row.get(0), row.get(1), row.get(2).equals("YES"), Long.parseLong(row.get(3)), Long.parseLong(row.get(4)), row.get(5).equals("1"))).toList();
    }

    /** Whether a dump reads rows of it: those of another table or server are not its own. */
    public boolean hasOwnRows() {
        return !Table.isElsewhere(engine);
    }
}
