package cerb.backup.mysql.schema;

import cerb.backup.mysql.Identifier;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A base table.
 *
 * @param name      name
 * @param engine    storage engine
 * @param columns   the columns dumped, the key's first
 * @param uniqueKey what orders its rows; null for none
 * @param rows      the server's estimate
 * @param dataBytes the server's estimate
 * @param versioned system-versioned by time: its history is dumped too
 * @param ddl       {@code SHOW CREATE TABLE}
 */
public record Table(String name, String engine, List<Column> columns, TableKey uniqueKey, long rows, long dataBytes, boolean versioned, String ddl) {
    private static final Set<String> TRANSACTIONAL = Set.of("innodb", "rocksdb");
    private static final Set<String> ELSEWHERE = Set.of("federated", "connect", "spider", "mrg_myisam", "sphinx", "oqgraph", "s3", "blackhole");

    /** Copies the list. */
    public Table {
        columns = List.copyOf(columns);
    }

    /** What orders its rows. */
    public Optional<TableKey> key() {
        return Optional.ofNullable(uniqueKey);
    }

    /** True if a transaction's snapshot holds its rows. */
    public boolean isTransactional() {
        return TRANSACTIONAL.contains(engine.toLowerCase(Locale.ROOT));
    }

    /** True if its rows are of another table or server, and so not its own to dump. */
    public boolean isElsewhere() {
        return isElsewhere(engine);
    }

    /** True if the rows of a table of this engine are of another table or server. */
    public static boolean isElsewhere(String engine) {
        return ELSEWHERE.contains(engine.toLowerCase(Locale.ROOT));
    }

    /** True if its history is told by the numbers of its server's transactions (MariaDB), which no other table can take over: only its current rows are dumped. */
    public boolean losesHistory() {
        return !versioned && ddl.contains(" GENERATED ALWAYS AS ROW START");
    }

    /**
     * True for one whose rows are not missing although they are not its own: a BLACKHOLE keeps none, and a MERGE shows those of tables of its own schema,
     * which the server prints without the schema's name.
     */
    public boolean isWithoutRowsOfOthers() {
        String name = engine.toLowerCase(Locale.ROOT);
        return name.equals("blackhole") || name.equals("mrg_myisam") && !ddl.substring(ddl.lastIndexOf(" UNION=(") + 1).contains("`.`");
    }

    /** True if some of its values are JSON. */
    public boolean holdsJson() {
        return columns.stream().anyMatch(column -> column.kind() == ColumnKind.JSON);
    }

    /** The columns of the rows, quoted, for INSERT. */
    public String columnList() {
        return columns.stream().map(column -> Identifier.quote(column.name())).collect(Collectors.joining(","));
    }

    /** SELECT of all columns, without WHERE; of a table all of whose columns are generated, a row for each of its rows. */
    public String select() {
        return select(columns.isEmpty() ? "1" : columns.stream().map(Column::expression).collect(Collectors.joining(",")));
    }

    /**
     * SELECT of an expression or several, without WHERE. Where an UPDATE waits for the read lock that a dump has on the table, MariaDB lets readers of other sessions wait
     * behind it, and so the dump for itself; those of high priority pass.
     */
    public String select(String expressions) {
        return "SELECT " + (isTransactional() ? "" : "HIGH_PRIORITY ") + expressions + " FROM " + Identifier.quote(name) + (versioned ? " FOR SYSTEM_TIME ALL" : "");
    }

    /** ORDER BY the key through the key's own index; empty without a key. */
    public String order() {
        return uniqueKey == null ? "" : " ORDER BY " + keyColumnList();
    }

    /** The key's columns, quoted. */
    public String keyColumnList() {
        return uniqueKey.columns().stream().map(column -> Identifier.quote(column.name())).collect(Collectors.joining(","));
    }
}
