package cerb.backup.demo.comparison;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All rows of a schema: per table its definition, the number of its rows and a digest over all of them, value byte by value byte
 * as the server sends them. Rows count as a collection, since a table has no order; one that is there twice counts twice.
 *
 * @param tables by name
 */
public record SchemaContents(Map<String, Table> tables) {
    /**
     * A table.
     *
     * @param definition what SHOW CREATE TABLE says
     * @param rows       number of rows
     * @param bytes      bytes of all values
     * @param digest     of all rows
     */
    public record Table(String definition, long rows, long bytes, String digest) {
    }

    /** Copies the map. */
    public SchemaContents {
        tables = Map.copyOf(tables);
    }

    /** Reads the connection's current schema, in one transaction. */
    public static SchemaContents read(Connection connection) throws SQLException {
        var tables = new TreeMap<String, Table>();
        try (var statement = connection.createStatement()) {
            statement.execute("SET NAMES utf8mb4");
            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
        }
        for (var name : strings(connection, "SELECT table_name FROM information_schema.tables "
                + "WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'", 1)) {
            tables.put(name, table(connection, name));
        }
        try (var statement = connection.createStatement()) {
            statement.execute("COMMIT");
        }
        return new SchemaContents(tables);
    }

    /** Rows of all tables. */
    public long rows() {
        return tables.values().stream().mapToLong(Table::rows).sum();
    }

    /** Bytes of all values. */
    public long bytes() {
        return tables.values().stream().mapToLong(Table::bytes).sum();
    }

    /** The same with these tables empty, as a dump that leaves their rows out has to restore them. */
    public SchemaContents withoutRowsOf(List<String> names) {
        var kept = new TreeMap<>(tables);
        names.forEach(name -> kept.computeIfPresent(name,
                (key, table) -> new Table(table.definition(), 0, 0, new Digests.Sum().toString())));
        return new SchemaContents(kept);
    }

    /** Says how another schema differs from this one, a line a table; nothing if it does not. */
    public List<String> differences(SchemaContents other) {
        var differences = new ArrayList<String>();
        var names = new TreeSet<>(tables.keySet());
        names.addAll(other.tables.keySet());
        for (var name : names) {
            var ours = tables.get(name);
            var theirs = other.tables.get(name);
            if (ours == null || theirs == null) {
                differences.add("table " + name + (ours == null ? " is new" : " is missing"));
            } else if (!ours.equals(theirs)) {
                differences.add("table " + name + ": " + difference(ours, theirs));
            }
        }
        return differences;
    }

    private static String difference(Table ours, Table theirs) {
        if (ours.rows() != theirs.rows()) {
            return ours.rows() + " rows became " + theirs.rows();
        }
        return ours.digest().equals(theirs.digest())
                ? "the definition became " + theirs.definition() + " from " + ours.definition()
                : "values differ in its " + ours.rows() + " rows";
    }

    private static Table table(Connection connection, String name) throws SQLException {
        // MySQL repeats a column's character set beside its collation, which says it already, once a definition was loaded again.
        var definition = strings(connection, "SHOW CREATE TABLE " + quoted(name), 2).get(0)
                .replaceAll(" CHARACTER SET \\w+ (COLLATE \\w+)", " $1");
        var columns = strings(connection, "SHOW COLUMNS FROM " + quoted(name), 1).stream().map(SchemaContents::quoted).toList();
        var sum = new Digests.Sum();
        var digest = Digests.of("SHA-256");
        long rows = 0;
        long bytes = 0;
        try (var statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            // Connector/J's way to say: row by row, not all of them into memory.
            statement.setFetchSize(Integer.MIN_VALUE);
            try (var values = statement.executeQuery("SELECT " + String.join(",", columns) + " FROM " + quoted(name))) {
                for (; values.next(); rows++) {
                    bytes += update(digest, values, columns.size());
                    sum.add(digest.digest());
                }
            }
        }
        return new Table(definition, rows, bytes, sum.toString());
    }

    private static long update(MessageDigest digest, ResultSet values, int columns) throws SQLException {
        long bytes = 0;
        for (var i = 1; i <= columns; i++) {
            var value = values.getBytes(i);
            // The length keeps neighbours apart; NULL is a length that no value has.
            digest.update(ByteBuffer.allocate(4).putInt(value == null ? -1 : value.length).flip());
            if (value != null) {
                digest.update(value);
                bytes += value.length;
            }
        }
        return bytes;
    }

    private static List<String> strings(Connection connection, String query, int column) throws SQLException {
        var strings = new ArrayList<String>();
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                strings.add(rows.getString(column));
            }
        }
        return strings;
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
