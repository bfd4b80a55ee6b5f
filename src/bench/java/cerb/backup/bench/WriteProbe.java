package cerb.backup.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Somebody who writes a row at the server a hundred times a second while a tool works, and sees how long that takes. On a machine whose processors
 * are all busy some of it is waiting for one of them, for every tool alike.
 */
final class WriteProbe implements AutoCloseable {
    private static final long PAUSE_MILLIS = 10;

    private final Connection connection;
    private final Thread writer = new Thread(this::write, "write-probe");
    private final AtomicLong longest = new AtomicLong();
    private volatile SQLException failure;

    /** Takes over a connection to a schema with a table {@code probe} of one row. */
    WriteProbe(Connection connection) {
        this.connection = connection;
        writer.start();
    }

    private void write() {
        try (Statement statement = connection.createStatement()) {
            while (!Thread.currentThread().isInterrupted()) {
                long began = System.nanoTime();
                statement.executeUpdate("UPDATE probe SET n = n + 1");
                longest.accumulateAndGet(System.nanoTime() - began, Math::max);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            failure = e;
        }
    }

    /** Ends the writing, and tells the seconds of the longest write. */
    double longestWrite() throws InterruptedException, SQLException {
        writer.interrupt();
        writer.join();
        if (failure != null) {
            throw failure;
        }
        return longest.get() / 1e9;
    }

    @Override
    public void close() throws SQLException {
        writer.interrupt();
        connection.close();
    }
}
