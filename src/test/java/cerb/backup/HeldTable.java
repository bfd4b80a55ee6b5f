package cerb.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A table that a session has locked: a dump of its schema is under way until this is closed, however long a test takes to do what it does meanwhile. */
final class HeldTable implements AutoCloseable {
    private final Connection connection;

    /** Makes the table, and holds it by this connection, which is closed with it. */
    HeldTable(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE held (id INT PRIMARY KEY)");
            statement.execute("LOCK TABLES held WRITE");
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
