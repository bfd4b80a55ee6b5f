package cerb.backup.demo.helpdesk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Inserts rows into one table, many in a statement. Closing inserts the rest. */
final class Rows implements AutoCloseable {
    private static final int ROWS = 100;

    private final Connection connection;
    private final String head;
    private final String row;
    private final List<Object[]> waiting = new ArrayList<>(ROWS);
    private final PreparedStatement full;

    /**
     * Prepares the insert.
     *
     * @param columns the columns, separated by commas
     */
    Rows(Connection connection, String table, String columns) throws SQLException {
        this.connection = connection;
        head = "INSERT INTO " + table + " (" + columns + ") VALUES ";
        row = "(" + columns.replaceAll("[^,]+", "?") + ")";
        full = connection.prepareStatement(text(ROWS));
    }

    void add(Object... values) throws SQLException {
        waiting.add(values);
        if (waiting.size() == ROWS) {
            insert(full);
        }
    }

    @Override
    public void close() throws SQLException {
        try (full) {
            if (!waiting.isEmpty()) {
                try (var rest = connection.prepareStatement(text(waiting.size()))) {
                    insert(rest);
                }
            }
        }
    }

    private String text(int rows) {
        return head + String.join(",", Collections.nCopies(rows, row));
    }

    private void insert(PreparedStatement statement) throws SQLException {
        var index = 1;
        for (var values : waiting) {
            for (var value : values) {
                statement.setObject(index++, value);
            }
        }
        statement.executeUpdate();
        waiting.clear();
    }
}
