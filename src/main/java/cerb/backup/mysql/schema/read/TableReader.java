package cerb.backup.mysql.schema.read;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.schema.Column;
import cerb.backup.mysql.schema.ColumnKind;
import cerb.backup.mysql.schema.Table;
import cerb.backup.mysql.schema.TableKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the base tables of the session's schema: columns and keys of all of them at once, definitions one by one. */
final class TableReader {
    private static final String COLUMNS = """
        SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, CHARACTER_SET_NAME, COLLATION_NAME, IS_NULLABLE, GENERATION_EXPRESSION
        FROM information_schema.COLUMNS WHERE TABLE_SCHEMA=DATABASE() ORDER BY TABLE_NAME, ORDINAL_POSITION""";
    private static final String KEYS = """
        SELECT TABLE_NAME, INDEX_NAME, COLUMN_NAME, SUB_PART
        FROM information_schema.STATISTICS WHERE TABLE_SCHEMA=DATABASE() AND NON_UNIQUE=0 %s ORDER BY TABLE_NAME, INDEX_NAME<>'PRIMARY', INDEX_NAME, SEQ_IN_INDEX""";
    /** MySQL has the one column, MariaDB the other; servers before MySQL 8.0 and MariaDB 10.6 have neither. */
    private static final String HIDING = """
        SELECT COLUMN_NAME FROM information_schema.COLUMNS
        WHERE TABLE_SCHEMA='information_schema' AND TABLE_NAME='STATISTICS' AND COLUMN_NAME IN ('IS_VISIBLE', 'IGNORED')""";

    private static final String END_OF_STATEMENT = ";\n";

    private final Session session;
    private final Map<String, List<Column>> columns = new HashMap<>();
    private final Set<String> byTransaction = new HashSet<>();
    private final Map<String, Map<String, List<List<String>>>> keys = new HashMap<>();

    TableReader(Session session) {
        this.session = session;
        for (List<String> row : session.rows(COLUMNS)) {
            String generation = Objects.requireNonNullElse(row.get(7), "");
            boolean period = generation.equals("ROW START") || generation.equals("ROW END");
            if (period && row.get(2).equals("bigint")) {
                byTransaction.add(row.get(0));
            } else if (generation.isEmpty() || period) {
                columns.computeIfAbsent(row.get(0), table -> new ArrayList<>()).add(column(row));
            }
        }
        for (List<String> row : session.rows(KEYS.formatted(notHidden()))) {
            keys.computeIfAbsent(row.get(0), table -> new LinkedHashMap<>()).computeIfAbsent(row.get(1), index -> new ArrayList<>()).add(row);
        }
    }

    /** Servers refuse FORCE INDEX with an index that is hidden from their optimizer. */
    private String notHidden() {
        return session.rows(HIDING).stream().map(row -> row.get(0).equals("IGNORED") ? "AND IGNORED='NO'" : "AND IS_VISIBLE='YES'").collect(Collectors.joining(" "));
    }

    private static Column column(List<String> row) {
        return Column.of(row.get(1), row.get(2), row.get(3), Objects.requireNonNullElse(row.get(4), ""),
                Objects.requireNonNullElse(row.get(5), ""), row.get(6).equals("YES"));
    }

    /** {@code row}: TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_ROWS, DATA_LENGTH. */
    Table read(List<String> row) {
        String name = row.get(0);
        if (row.get(2) == null) {
            throw unreadable(name, "the server cannot open it: " + reason(name), "Repair the table, or leave it out with database.exclude.");
        }
        boolean versioned = row.get(1).equals("SYSTEM VERSIONED") && !byTransaction.contains(name);
        List<Column> all = new ArrayList<>(columns.getOrDefault(name, List.of()));
        if (Stream.concat(Stream.of(name), all.stream().map(Column::name)).anyMatch(part -> part.contains(END_OF_STATEMENT))) {
            throw unreadable(name, "its name, or that of a column, has a line that ends with a semicolon, where clients of the server end a statement, and so its rows could not be loaded",
                "Rename it, or leave the table out with database.exclude.");
        }
        String ddl = PrintedSql.row(session, "SHOW CREATE TABLE " + Identifier.quote(name)).get(1);
        if (versioned && !ddl.toUpperCase(Locale.ROOT).contains("PERIOD FOR SYSTEM_TIME")) {
            // Implicit, and named nowhere but in the manual.
            all.add(new Column("row_start", "timestamp", ColumnKind.QUOTED, "", "", false, false));
            all.add(new Column("row_end", "timestamp", ColumnKind.QUOTED, "", "", false, false));
        }
        TableKey key = versioned ? null : key(name, all);
        if (row.get(2).equals("ARCHIVE")) {
            // Its rows may only come in the order of the counter, and move it themselves.
            ddl = ddl.replaceFirst("(?m)^(\\) ENGINE=ARCHIVE) AUTO_INCREMENT=\\d+", "$1");
        }
        return new Table(name, row.get(2), keyFirst(all, key), key, number(row.get(3)), number(row.get(4)), versioned, ddl);
    }

    private static DatabaseException unreadable(String table, String why, String remedy) {
        return new DatabaseException("reading table " + table + " failed: " + why, remedy);
    }

    /** Of a table of tables (MERGE) the server keeps its reason to itself until it is asked for rows. */
    private String reason(String table) {
        String comment = session.value("SELECT TABLE_COMMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA=DATABASE() AND TABLE_NAME=" + Identifier.literal(table)).orElse("");
        if (!comment.isBlank()) {
            return comment;
        }
        try {
            session.rows("SELECT 1 FROM " + Identifier.quote(table) + " LIMIT 0");
            return "it does not say why";
        } catch (DatabaseException e) {
            return e.getCause().getMessage();
        }
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private TableKey key(String table, List<Column> all) {
        Map<String, Column> byName = new HashMap<>();
        all.forEach(column -> byName.put(column.name(), column));
        return keys.getOrDefault(table, Map.of()).values().stream()
            .filter(parts -> parts.stream().allMatch(part -> isWholeAndNotNull(part, byName)))
            .map(parts -> new TableKey(parts.get(0).get(1), parts.stream().map(part -> byName.get(part.get(2))).toList()))
            .findFirst().orElse(null);
    }

    /** Not a prefix, not an expression, not generated, not nullable. */
    private static boolean isWholeAndNotNull(List<String> part, Map<String, Column> columns) {
        Column column = part.get(2) == null || part.get(3) != null ? null : columns.get(part.get(2));
        return column != null && !column.nullable();
    }

    private static List<Column> keyFirst(List<Column> all, TableKey key) {
        List<Column> ordered = new ArrayList<>(key == null ? List.of() : key.columns());
        all.stream().filter(column -> !ordered.contains(column)).forEach(ordered::add);
        return ordered;
    }
}
