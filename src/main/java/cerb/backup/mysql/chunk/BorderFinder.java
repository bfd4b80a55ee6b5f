package cerb.backup.mysql.chunk;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.schema.Column;
import cerb.backup.mysql.schema.ColumnKind;
import cerb.backup.mysql.schema.Table;
import cerb.backup.mysql.schema.TableKey;
import cerb.backup.mysql.text.Literal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks the server for borders. One thread at a time. */
final class BorderFinder {
    private static final int LONGEST_NAME = 100;
    /** Linux, NAME_MAX: bytes. */
    private static final int LONGEST_FILE_NAME = 255;

    private final Session session;
    private final Table table;
    private final int longest;

    BorderFinder(Session session, Table table) {
        this.session = session;
        this.table = table;
        this.longest = Math.min(LONGEST_NAME, LONGEST_FILE_NAME - Identifier.fileName(table.name()).getBytes(StandardCharsets.UTF_8).length - "..sql".length());
    }

    /** The key of the row that many rows after the range's begin; empty if the range has fewer, or if that key is too long for a file name, next to the table's. */
    Optional<KeyValue> after(Range range, long rows) {
        String sql = table.select(table.keyColumnList()) + Range.index(table) + range.where(table) + table.order() + " LIMIT " + rows + ",1";
        return session.byteRows(sql).stream().findFirst().map(row -> KeyValue.of(table.uniqueKey(), row))
                .filter(key -> key.name().length() <= longest);
    }

    /** Sorts values as the key's index does: only the server knows its collations. Gives the positions in the list. */
    List<Integer> order(List<KeyValue> keys) {
        if (keys.size() < 2) {
            return keys.isEmpty() ? List.of() : List.of(0);
        }
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            rows.add("SELECT " + i + " AS n" + literals(keys.get(i)));
        }
        List<String> order = new ArrayList<>();
        for (int i = 0; i < table.uniqueKey().columns().size(); i++) {
            order.add("k" + i);
        }
        String sql = "SELECT n FROM (" + String.join(" UNION ALL ", rows) + ") borders ORDER BY " + String.join(",", order);
        return session.rows(sql).stream().map(row -> Integer.parseInt(row.get(0))).collect(Collectors.toList());
    }

    private String literals(KeyValue value) {
        TableKey key = table.uniqueKey();
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < key.columns().size(); i++) {
            Column column = key.columns().get(i);
            String literal = Literal.of(column, value.bytes(key, i));
            if (column.kind() == ColumnKind.TEXT) {
                literal = "CONVERT(" + literal + " USING " + column.charset() + ") COLLATE " + column.collation();
            }
            sql.append(", ").append(literal).append(" AS k").append(i);
        }
        return sql.toString();
    }
}
