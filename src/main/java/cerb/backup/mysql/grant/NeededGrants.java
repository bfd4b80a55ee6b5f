package cerb.backup.mysql.grant;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.privilege.Privileges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The least that an account needs to dump one schema of one server. */
public final class NeededGrants {
    private static final String EVERYWHERE = "*.*";
    private static final Set<String> MARIADB = Set.of("REPLICA MONITOR", "BINLOG MONITOR", "BINLOG ADMIN", "RELOAD");
    private static final Set<String> MYSQL = Set.of("REPLICATION CLIENT", "SHOW_ROUTINE", "FLUSH_TABLES");

    private final List<NeededGrant> grants = new ArrayList<>();
    private final Set<String> supported;
    private final String schema;

    private NeededGrants(Set<String> supported, String schema) {
        this.supported = supported;
        this.schema = schema;
    }

    /**
     * Asks the server which privileges it knows.
     *
     * @param session of any account
     * @param schema  what is dumped
     */
    public static List<NeededGrant> of(Session session, String schema, Features features) {
        Set<String> supported = session.rows("SHOW PRIVILEGES").stream().map(row -> row.get(0).toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
        NeededGrants needed = new NeededGrants(supported, scope(session, schema));
        needed.collect(features);
        return List.copyOf(needed.grants);
    }

    /**
     * For a server that nobody could ask yet, as such servers are today.
     *
     * @param mariaDb MariaDB, else MySQL
     */
    public static List<NeededGrant> unasked(boolean mariaDb, String schema, Features features) {
        NeededGrants needed = new NeededGrants(mariaDb ? MARIADB : MYSQL, pattern(schema));
        needed.collect(features);
        return List.copyOf(needed.grants);
    }

    /** What of it an account lacks. */
    public static List<NeededGrant> missing(List<NeededGrant> needed, Privileges held) {
        return needed.stream().filter(grant -> !grant.missing(held).isEmpty())
                .map(grant -> new NeededGrant(grant.missing(held), grant.scope(), grant.reason())).toList();
    }

    /** In a GRANT the name of a schema is a pattern, unless the server takes away from it by partial revokes (MySQL manual, "GRANT Statement"). */
    private static String scope(Session session, String schema) {
        boolean literal = session.rows("SHOW VARIABLES LIKE 'partial\\_revokes'").stream().anyMatch(row -> "ON".equals(row.get(1)));
        return literal ? Identifier.quote(schema) + ".*" : pattern(schema);
    }

    private static String pattern(String schema) {
        return Identifier.quote(schema.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%")) + ".*";
    }

    private void collect(Features features) {
        add(schema, "the tables, views, triggers and events of the schema; read locks on its tables, without which those that are not InnoDB are best-effort", "SELECT", "SHOW VIEW", "TRIGGER", "EVENT", "LOCK TABLES");
        routines(features);
        first("REPLICA MONITOR", "SLAVE MONITOR").filter(privilege -> features.replica()).ifPresent(privilege -> add(EVERYWHERE, "how far the replica is behind its source", privilege));
        first("BINLOG MONITOR", "REPLICATION CLIENT").ifPresent(privilege -> add(EVERYWHERE, "the position in the binary log", privilege));
        first("BINLOG ADMIN").ifPresent(privilege -> add(EVERYWHERE, "no binary log for the dump's own sessions, or ALTER TABLE would wait for its end", privilege));
        if (features.hotcopy()) {
            first("FLUSH_TABLES", "RELOAD").ifPresent(privilege -> add(EVERYWHERE, "flushing tables to their files", privilege));
        }
        if (features.accounts()) {
            add("`mysql`.*", "the accounts and grants that concern the schema", "SELECT");
        }
    }

    /** Servers differ most in how the body of somebody else's routine is seen. */
    private void routines(Features features) {
        String reason = "the stored routines of others";
        if (supported.contains("SHOW_ROUTINE")) {
            add(EVERYWHERE, reason, "SHOW_ROUTINE");
        } else if (supported.contains("SHOW CREATE ROUTINE")) {
            add(schema, reason, "SHOW CREATE ROUTINE");
        } else if (!features.accounts()) {
            // Else it is within what the accounts need.
            add("`mysql`.`proc`", reason, "SELECT");
        }
    }

    private Optional<String> first(String... names) {
        return Arrays.stream(names).filter(supported::contains).findFirst();
    }

    private void add(String scope, String reason, String... privileges) {
        grants.add(new NeededGrant(List.of(privileges), scope, reason));
    }
}
