package cerb.backup.mysql.inspect;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The largest row among tables with columns that can be large, as far as it can be found in a time.
 *
 * @param table where it is; empty if there is none
 * @param bytes of its large columns
 * @param cut   tables that could not be looked through in time
 */
public record LargestRow(String table, long bytes, List<String> cut) {
    /** Of MEDIUMTEXT: no row of smaller columns alone comes near a packet. */
    private static final long LARGE = 1 << 24;

    /** Looks for it, longest for {@code limit} altogether. */
    public static LargestRow find(Session session, Duration limit) {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        Set<String> versioned = new HashSet<>();
        session.rows("SELECT c.TABLE_NAME, c.COLUMN_NAME, t.TABLE_TYPE FROM information_schema.COLUMNS c JOIN information_schema.TABLES t USING (TABLE_SCHEMA, TABLE_NAME) "
                + "WHERE t.TABLE_TYPE IN " + TableFacts.TYPES + " AND c.CHARACTER_OCTET_LENGTH >= " + (LARGE - 1) + " AND c.TABLE_SCHEMA = " + Identifier.literal(session.schema()))
            .forEach(row -> {
                tables.computeIfAbsent(row.get(0), none -> new ArrayList<>()).add(row.get(1));
                if (row.get(2).equals("SYSTEM VERSIONED")) {
                    versioned.add(row.get(0));
                }
            });
        LargestRow largest = new LargestRow("", 0, List.of());
        long end = System.nanoTime() + limit.toNanos();
        for (Map.Entry<String, List<String>> table : tables.entrySet()) {
            String rows = Identifier.quote(table.getKey()) + (versioned.contains(table.getKey()) ? " FOR SYSTEM_TIME ALL" : "");
            largest = largest.or(session, table.getKey(), rows, table.getValue(), end - System.nanoTime());
        }
        return largest;
    }

    private LargestRow or(Session session, String name, String rows, List<String> columns, long nanos) {
        String sum = columns.stream().map(column -> "COALESCE(LENGTH(" + Identifier.quote(column) + "), 0)").collect(Collectors.joining(" + "));
        try {
            long found = Long.parseLong(limited(session, "COALESCE(MAX(" + sum + "), 0) FROM " + rows, Math.max(1, nanos / 1_000_000)));
            return found > bytes ? new LargestRow(name, found, cut) : this;
        } catch (DatabaseException e) {
            if (e.errorCode() == 0) {
                throw e;
            }
            // Cut off by the limit, or a table that nobody may read or that is broken: that is for other examinations to say.
            List<String> more = new ArrayList<>(cut);
            more.add(name);
            return new LargestRow(table, bytes, List.copyOf(more));
        }
    }

    private static String limited(Session session, String selected, long millis) {
        if (!session.server().isMariaDb()) {
            return session.value("SELECT /*+ MAX_EXECUTION_TIME(" + millis + ") */ " + selected).orElse("0");
        }
        // The driver does not take SET STATEMENT ... FOR SELECT for a query.
        session.execute("SET SESSION max_statement_time=" + millis / 1000.0);
        try {
            return session.value("SELECT " + selected).orElse("0");
        } finally {
            session.execute("SET SESSION max_statement_time=0");
        }
    }
}
