package cerb.backup.mysql.guard;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.dump.report.TableReport;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Stops a dump whose schema has gone: a dump of it would be a faithful picture of nothing. Immutable and thread-safe. */
public final class SchemaGuard {
    private static final int NAMED = 5;
    private static final long FEW_ROWS = 20;

    private final Sighting earlier;
    private final Set<String> central;
    private final boolean allowEmpty;

    /**
     * What the last dump held.
     *
     * @param schema the schema's name
     * @param at     its point in time, for messages
     * @param rows   rows by table; 0 for those that were dumped without
     * @param most   of central tables, the most rows that it or any before it held since an operator last confirmed a loss
     */
    public record Sighting(String schema, String at, Map<String, Long> rows, Map<String, Long> most) {
        /** Copies the maps. */
        public Sighting {
            rows = Map.copyOf(rows);
            most = Map.copyOf(most);
        }

        private long most(String table) {
            return Math.max(rows.getOrDefault(table, 0L), most.getOrDefault(table, 0L));
        }

        private long sum() {
            return rows.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * A guard of the next dump.
     *
     * @param earlier    what the last one held; empty before the first
     * @param central    tables that no application empties by itself, of which each must stay and keep rows; empty where none are known
     * @param allowEmpty whether the operator has confirmed that tables or rows are gone on purpose, or the schema is another one ({@code database.allow-empty})
     */
    public SchemaGuard(Optional<Sighting> earlier, Set<String> central, boolean allowEmpty) {
        this.earlier = earlier.orElse(null);
        this.central = new TreeSet<>(central);
        this.allowEmpty = allowEmpty;
    }

    /**
     * To be asked before anything is locked: is it the same schema, and are most of its tables, and all central ones, still there? Half of them is more than an upgrade or a plugin that is
     * removed takes away, and less than what is left of a schema that is dropped, or restored, at this moment.
     *
     * @param tables   those that are about to be dumped
     * @param selected tells which tables would be dumped if they were there: one that was excluded since is not gone
     * @throws DatabaseException if not
     */
    public void beforeDump(String schema, Collection<String> tables, Predicate<String> selected) {
        demandSchema(schema, tables);
        if (allowEmpty || earlier == null) {
            return;
        }
        List<String> wanted = earlier.rows.keySet().stream().filter(selected).sorted().toList();
        List<String> gone = wanted.stream().filter(table -> !tables.contains(table)).toList();
        boolean isCentral = gone.stream().anyMatch(table -> central.contains(table) && earlier.most(table) > 0);
        if (gone.size() > wanted.size() / 2 || isCentral) {
            String names = String.join(", ", gone.subList(0, Math.min(NAMED, gone.size()))) + (gone.size() > NAMED ? ", ..." : "");
            throw refused(schema, "lacks " + gone.size() + " of the " + wanted.size() + " tables that it held at the last backup, of " + earlier.at + ": " + names, "Find out who dropped them.");
        }
    }

    /**
     * To be asked with a whole dump, before anything is committed: is it the same schema, and has any table a row? One table that was emptied is nobody's loss, all of them are,
     * and so is a central one that has lost more than nine tenths of the rows that it ever held, and held more than a few, be it since yesterday or over months.
     *
     * @throws DatabaseException if not
     */
    public void afterDump(DumpReport report) {
        demandSchema(report.schema(), report.tables());
        boolean hadRows = earlier != null && earlier.sum() > 0;
        if (hadRows && !allowEmpty && report.tables().stream().noneMatch(table -> table.rows() > 0)) {
            throw refused(report.schema(), "holds no row in any of its " + report.tables().size() + " tables, but held " + earlier.sum() + " at the last backup, of " + earlier.at, "Find out who removed them.");
        }
        if (earlier == null || allowEmpty) {
            return;
        }
        for (TableReport table : report.tables()) {
            long most = central.contains(table.table()) ? earlier.most(table.table()) : 0;
            if (most >= FEW_ROWS && table.rows() < most / 10) {
                throw refused(report.schema(), "holds " + table.rows() + (table.rows() == 1 ? " row" : " rows") + " in table " + table.table() + ", which has held " + most
                    + " in backups until the last, of " + earlier.at,
                    "Find out who removed them, whether the application was installed anew where its database was lost, or whether database.structure-only leaves them out.");
            }
        }
    }

    /** Of central tables, the most rows that the dump or any before it held since an operator last confirmed a loss: what is held against the next ones. */
    public SortedMap<String, Long> most(DumpReport report) {
        SortedMap<String, Long> most = new TreeMap<>();
        if (earlier != null && !allowEmpty) {
            central.stream().filter(table -> earlier.most(table) > 0).forEach(table -> most.put(table, earlier.most(table)));
        }
        report.tables().stream().filter(table -> central.contains(table.table())).forEach(table -> most.merge(table.table(), table.rows(), Math::max));
        return most;
    }

    private void demandSchema(String schema, Collection<?> tables) {
        if (allowEmpty) {
            return;
        }
        boolean hadTables = earlier != null && !earlier.rows.isEmpty();
        if (tables.isEmpty()) {
            String before = hadTables ? ", but " + (earlier.schema.equals(schema) ? "it" : earlier.schema) + " held " + earlier.rows.size() + " at the last backup, of " + earlier.at : "";
            throw refused(schema, "holds no table that is dumped" + before, "Is it the right one? See database.name, database.include and database.exclude.");
        }
        if (hadTables && !earlier.schema.equals(schema)) {
            throw refused(schema, "is another one than " + earlier.schema + ", which the last backup, of " + earlier.at + ", holds", "Is it the right one? See database.name.");
        }
    }

    private static DatabaseException refused(String schema, String what, String hint) {
        return new DatabaseException("a backup of the database was refused: schema " + schema + " " + what, hint + " If that is intended, set database.allow-empty=true for one backup.");
    }
}
