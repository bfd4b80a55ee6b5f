package cerb.backup.mysql.load;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Session;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;

/** Loads files of rows, each in one transaction. One thread at a time. */
final class RowLoader {
    /** ER_WARN_DEPRECATED_SYNTAX: MariaDB 11.4 says it of a variable that each chunk's header sets; it is not about a row. */
    private static final int DEPRECATED = 1287;

    private final Connection connection;
    private final LoadSource source;
    private final LoadTally tally;

    RowLoader(Session session, LoadSource source, LoadTally tally) {
        this.connection = session.connection();
        this.source = source;
        this.tally = tally;
    }

    void load(String table, String path) {
        try (InputStream in = source.open(path); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            StatementReader statements = new StatementReader(in, path);
            long rows = 0;
            for (String sql = statements.next(); sql != null; sql = statements.next()) {
                statement.execute(sql);
                rows += Math.max(0, statement.getUpdateCount());
                warn(path, statement.getWarnings());
            }
            connection.commit();
            tally.add(table, rows);
        } catch (SQLException e) {
            throw DatabaseException.of("loading " + path, e);
        } catch (IOException e) {
            throw new DatabaseException("reading " + path + " failed: " + e.getMessage(), "Check the backup it comes from.", e);
        }
    }

    private void warn(String path, SQLWarning first) {
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            if (warning.getErrorCode() != DEPRECATED) {
                tally.warn(path + ": " + warning.getMessage());
            }
        }
    }
}
