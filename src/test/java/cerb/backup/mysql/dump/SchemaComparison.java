package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.TestSchema;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares two schemas by what the server says of them, and by every value's bytes. */
final class SchemaComparison {
    private SchemaComparison() {
    }

    static void assertEqual(TestSchema original, TestSchema copy) throws SQLException {
        List<List<String>> tables = original.rows("SELECT TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES WHERE TABLE_SCHEMA=DATABASE() ORDER BY 1");
        assertThat(copy.rows("SELECT TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES WHERE TABLE_SCHEMA=DATABASE() ORDER BY 1"))
                .isEqualTo(tables);
        for (List<String> table : tables) {
            String name = Identifier.quote(table.get(0));
            assertThat(definition(copy, "TABLE " + name)).isEqualTo(definition(original, "TABLE " + name));
            if (!table.get(1).equals("SEQUENCE")) {
                String sql = "SELECT " + columns(original, table.get(0)) + " FROM " + name
                        + (table.get(1).equals("SYSTEM VERSIONED") ? " FOR SYSTEM_TIME ALL" : "");
                assertThat(copy.hexRows(sql)).as(name).containsExactlyInAnyOrderElementsOf(original.hexRows(sql));
            }
        }
        for (String kind : List.of("PROCEDURE", "FUNCTION", "TRIGGER", "EVENT")) {
            comparePrograms(original, copy, kind);
        }
        assertThat(schema(copy)).isEqualTo(schema(original));
    }

    private static String columns(TestSchema schema, String table) {
        return schema.rows("SELECT COLUMN_NAME, DATA_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA=DATABASE() AND TABLE_NAME="
                + Identifier.literal(table)).stream()
            .map(column -> Identifier.quote(column.get(0)) + (Set.of("float", "enum").contains(column.get(1)) ? "*1E0" : ""))
                    .collect(Collectors.joining(","))
            + (table.equals("history") ? ",row_start,row_end" : "");
    }

    private static void comparePrograms(TestSchema original, TestSchema copy, String kind) {
        boolean routine = kind.equals("PROCEDURE") || kind.equals("FUNCTION");
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
    private static List<String> definition(TestSchema schema, String object) {
        List<String> row = schema.rows("SHOW CREATE " + object).get(0);
        return row.stream().map(value -> value == null ? null : value.replace("`" + schema.name() + "`", "`schema`")
                .replaceAll(" CHARACTER SET \\w+ COLLATE ", " COLLATE ")
            .replaceAll("^\\d{4}-\\d\\d-\\d\\d \\d\\d:.*", "")).toList();
    }

    private static List<List<String>> schema(TestSchema schema) {
        return schema.rows("SELECT DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME=DATABASE()");
    }
}
