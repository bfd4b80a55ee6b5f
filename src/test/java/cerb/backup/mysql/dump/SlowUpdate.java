package cerb.backup.mysql.dump;

import cerb.backup.mysql.TestSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An UPDATE of a table's one row that lasts until it is closed, so that no test depends on what the machine does meanwhile. */
public final class SlowUpdate implements AutoCloseable {
    private final TestSchema schema;
    private final Connection connection;
    private final long session;
    private final CompletableFuture<Void> update;

    /** Begins to update column {@code v}, and returns when the server is at it. */
    public SlowUpdate(TestSchema schema, String table) throws SQLException, InterruptedException {
        this.schema = schema;
        this.connection = schema.connect();
        this.session = id(connection);
        this.update = CompletableFuture.runAsync(() -> run("UPDATE " + table + " SET v = SLEEP(100)"), task -> new Thread(task, "slow-update").start());
        while (running().isEmpty()) {
            Thread.sleep(20);
        }
    }

    private static long id(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet answer = statement.executeQuery("SELECT CONNECTION_ID()")) {
            answer.next();
            return answer.getLong(1);
        }
    }

    private void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            // killed, as it was meant to be
        }
    }

    private List<List<String>> running() {
        return schema.rows("SELECT ID FROM information_schema.PROCESSLIST WHERE ID=" + session + " AND INFO LIKE 'UPDATE%'");
    }

    /** Ends it; the second time does nothing. */
    @Override
    public void close() throws SQLException {
        if (!update.isDone()) {
            schema.execute("KILL " + session);
            update.join();
        }
        connection.close();
    }
}
