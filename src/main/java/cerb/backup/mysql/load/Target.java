package cerb.backup.mysql.load;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import java.util.List;
import java.util.Set;

/** The schema that is loaded into: made, refused because it is not empty, or emptied. */
public final class Target {
    private final DatabaseAddress address;
    private final LoadOptions options;

    /** Changes nothing yet. */
    public Target(DatabaseAddress address, LoadOptions options) {
        this.address = address;
        this.options = options;
    }

    /** Makes or empties the schema; throws if it holds something and may not be overwritten. */
    public void prepare() {
        try (Session session = new Connections(address.withSchema("")).open()) {
            String schema = Identifier.literal(address.schema());
            List<String> present = session.rows("""
                SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA=%1$s
                UNION ALL SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA=%1$s
                UNION ALL SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA=%1$s
                """.formatted(schema)).stream().map(row -> row.get(0)).toList();
            Set<String> wanted = options.tables();
            List<String> inTheWay = present.stream().filter(name -> wanted.isEmpty() || wanted.contains(name)).toList();
            if (!inTheWay.isEmpty() && !options.overwrite()) {
                throw new DatabaseException("loading into " + address + " refused: it holds " + inTheWay.size()
                        + " objects already, such as " + inTheWay.get(0),
                    "Name an empty schema, or allow it to be overwritten with --overwrite.");
            }
            empty(session, inTheWay);
        }
    }

    private void empty(Session session, List<String> inTheWay) {
        String schema = Identifier.quote(address.schema());
        if (options.tables().isEmpty() && !inTheWay.isEmpty()) {
            session.execute("DROP DATABASE " + schema);
        }
        // An account that may do everything in the schema may still not make one.
        if (session.rows("SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME=" + Identifier.literal(address.schema())).isEmpty()) {
            session.execute("CREATE DATABASE " + schema);
        }
        if (!options.tables().isEmpty()) {
            session.execute("SET SESSION foreign_key_checks=0");
            inTheWay.forEach(table -> session.execute("DROP TABLE " + schema + "." + Identifier.quote(table)));
        }
    }
}
