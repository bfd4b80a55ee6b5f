package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.schema.read.Libraries;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares two schemas by what the server says of them, and by every value's bytes. */
public final class SchemaComparison {
    private static final String TABLES = """
        SELECT TABLE_NAME, TABLE_TYPE, ENGINE, ROW_FORMAT, TABLE_COLLATION, REPLACE(CREATE_OPTIONS, 'page_checksum=1 ', ''), TABLE_COMMENT
        FROM information_schema.TABLES WHERE TABLE_SCHEMA=DATABASE() %s ORDER BY 1""";

    private SchemaComparison() {
    }

    public static void assertEqual(TestSchema original, TestSchema copy) {
        try (Side one = new Side(original); Side other = new Side(copy)) {
            assertEqual(one, other);
        }
    }

    /** A schema and the sessions that ask about it. */
    private static final class Side implements AutoCloseable {
        private final String name;
        private final Session text;
        private final Session bytes;

        Side(TestSchema schema) {
            name = schema.name();
            text = new Connections(schema.address()).open();
            text.execute("SET character_set_results=utf8mb4");
            bytes = new Connections(schema.address()).open();
        }

        List<List<String>> rows(String sql) {
            return text.rows(sql);
        }

        /** Every value in hexadecimal, or null. */
        List<List<String>> hexRows(String sql) {
            return bytes.byteRows(sql).stream()
                    .map(row -> row.stream().map(value -> value == null ? null : HexFormat.of().formatHex(value)).collect(Collectors.toList())).toList();
        }

        @Override
        public void close() {
            text.close();
            bytes.close();
        }
    }

    private static void assertEqual(Side original, Side copy) {
        assertThat(names(copy)).isEqualTo(names(original));
        for (List<String> table : original.rows(TABLES.formatted(""))) {
            compareTable(original, copy, table.get(0), table.get(1));
        }
        for (String kind : List.of("PACKAGE", "PACKAGE BODY", "PROCEDURE", "FUNCTION", "TRIGGER", "EVENT")) {
            comparePrograms(original, copy, kind);
        }
        List<String> libraries = Libraries.in(original.name, original.text);
        assertThat(Libraries.in(copy.name, copy.text)).isEqualTo(libraries);
        libraries.stream().map(library -> "LIBRARY " + Identifier.quote(library)).forEach(library -> assertThat(definition(copy, library)).isEqualTo(definition(original, library)));
        assertThat(schema(copy)).isEqualTo(schema(original));
    }

    private static List<String> names(Side schema) {
        return schema.rows(TABLES.formatted("")).stream().map(row -> row.get(0)).toList();
    }

    private static void compareTable(Side original, Side copy, String table, String type) {
        String name = Identifier.quote(table);
        String attributes = TABLES.formatted(" AND TABLE_NAME=" + Identifier.literal(table));
        assertThat(copy.rows(attributes)).isEqualTo(original.rows(attributes));
        assertThat(definition(copy, "TABLE " + name)).isEqualTo(definition(original, "TABLE " + name));
        boolean keptWithHistory = type.equals("SYSTEM VERSIONED");
        String rows = "SELECT " + columns(original, table, keptWithHistory) + " FROM " + name + (keptWithHistory ? " FOR SYSTEM_TIME ALL" : "");
        assertThat(copy.hexRows(rows)).as(name).containsExactlyInAnyOrderElementsOf(original.hexRows(rows));
        boolean hiddenColumns = definition(original, "TABLE " + name).get(1).contains("KEY `many` ((cast(");
        if (!type.equals("VIEW") && !type.equals("SEQUENCE") && !hiddenColumns) {
            // By the bytes in the row's record: text cannot tell every FLOAT from its neighbour.
            assertThat(copy.rows("CHECKSUM TABLE " + name).get(0).get(1)).as(name).isEqualTo(original.rows("CHECKSUM TABLE " + name).get(0).get(1));
        }
    }

    /** An explicit period names its columns itself. */
    private static String columns(Side schema, String table, boolean versioned) {
        List<List<String>> columns = schema.rows("SELECT COLUMN_NAME, DATA_TYPE, GENERATION_EXPRESSION FROM information_schema.COLUMNS WHERE TABLE_SCHEMA=DATABASE() AND TABLE_NAME="
                + Identifier.literal(table));
        boolean explicit = columns.stream().anyMatch(column -> "ROW START".equals(column.get(2)));
        return columns.stream()
            .map(column -> Identifier.quote(column.get(0)) + (Set.of("float", "enum").contains(column.get(1)) ? "*1E0" : ""))
                    .collect(Collectors.joining(","))
            + (versioned && !explicit ? ",row_start,row_end" : "");
    }

    private static void comparePrograms(Side original, Side copy, String kind) {
        boolean routine = !kind.equals("TRIGGER") && !kind.equals("EVENT");
        String list = routine ? "SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA=DATABASE() AND ROUTINE_TYPE='"
                + kind + "' ORDER BY 1"
            : "SELECT " + kind + "_NAME FROM information_schema." + kind + "S WHERE " + kind + "_SCHEMA=DATABASE() ORDER BY 1";
        List<List<String>> names = original.rows(list);
        assertThat(copy.rows(list)).isEqualTo(names);
        for (List<String> name : names) {
            assertThat(definition(copy, kind + " " + Identifier.quote(name.get(0))))
                    .isEqualTo(definition(original, kind + " " + Identifier.quote(name.get(0))));
        }
        if (kind.equals("TRIGGER")) {
            String order = "SELECT TRIGGER_NAME, ACTION_ORDER FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA=DATABASE() ORDER BY 1";
            assertThat(copy.rows(order)).isEqualTo(original.rows(order));
        }
    }

    /** MySQL prints a column's character set, which its collation implies, or not, by whether the collation was once given in words. */
    private static List<String> definition(Side schema, String object) {
        List<String> row = schema.rows("SHOW CREATE " + object).get(0);
        return row.stream().map(value -> value == null ? null : value.replace("`" + schema.name + "`", "`schema`")
                .replaceAll(" CHARACTER SET \\w+ COLLATE ", " COLLATE ")
            .replaceAll("^\\d{4}-\\d\\d-\\d\\d \\d\\d:.*", "")).toList();
    }

    private static List<List<String>> schema(Side schema) {
        return List.of(definition(schema, "DATABASE " + Identifier.quote(schema.name)).subList(1, 2));
    }
}
