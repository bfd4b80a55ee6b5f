package cerb.backup.mysql.chunk;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.schema.Table;
import cerb.backup.mysql.schema.TableKey;
import cerb.backup.mysql.text.Literal;

/**
 * A range of a table's key.
 *
 * @param from          its first value; null for no lower end
 * @param to            the first value after it; null for no upper end
 * @param expectedBytes estimate of its text
 */
public record Range(KeyValue from, KeyValue to, long expectedBytes) {
    /** The whole table. */
    public static Range all(long expectedBytes) {
        return new Range(null, null, expectedBytes);
    }

    /** What follows the table's name in the name of the range's file, such as {@code .0000000042}; empty for the first range. */
    public String suffix() {
        return from == null ? "" : "." + from.name();
    }

    /** The SELECT of its rows in the order of the key. */
    public String select(Table table) {
        return table.select() + index(table) + where(table) + table.order();
    }

    static String index(Table table) {
        return table.key().map(key -> " FORCE INDEX (" + Identifier.quote(key.index()) + ")").orElse("");
    }

    String where(Table table) {
        if (from == null && to == null) {
            return "";
        }
        TableKey key = table.uniqueKey();
        return " WHERE " + (from == null ? "" : compare(key, from, 0, ">", ">=")) + (from == null || to == null ? "" : " AND ")
            + (to == null ? "" : compare(key, to, 0, "<", "<"));
    }

    /**
     * Compares column by column: rows in parentheses are not compared through an index (MySQL manual, "Range Optimization of Row
     * Constructor Expressions").
     */
    private static String compare(TableKey key, KeyValue value, int column, String strict, String last) {
        String name = Identifier.quote(key.columns().get(column).name());
        String literal = Literal.of(key.columns().get(column), value.bytes(key, column));
        if (column == key.columns().size() - 1) {
            return name + last + literal;
        }
        return "(" + name + strict + literal + " OR (" + name + "=" + literal + " AND " + compare(key, value, column + 1, strict, last) + "))";
    }
}
