package cerb.backup.mysql.load;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.ErrorCode;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.load.script.LoadSource;
import cerb.backup.mysql.load.script.Scripts;
import cerb.backup.mysql.load.target.Marker;
import cerb.backup.mysql.load.text.StatementReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;

/** Loads files of rows, each in the same transaction as its line in the marker. One thread at a time. */
final class RowLoader {
    private final Connection connection;
    private final LoadSource source;
    private final Marker marker;
    private final LoadTally tally;
    private final LoadProgress progress;

    RowLoader(Session session, LoadSource source, Marker marker, LoadTally tally, LoadProgress progress) {
        this.connection = session.connection();
        this.source = source;
        this.marker = marker;
        this.tally = tally;
        this.progress = progress;
    }

    /** Loads a file and commits. */
    void load(String table, String path) {
        insert(table, path);
        try {
            connection.commit();
        } catch (SQLException e) {
            throw DatabaseException.of("loading " + path, e);
        }
        progress.part();
    }

    /** Loads a file in the session's transaction, which others end. */
    void insert(String table, String path) {
        new Scripts(source).reading(path, statements -> {
            try (Statement statement = connection.createStatement()) {
                // A brace in a value is no escape of JDBC's.
                statement.setEscapeProcessing(false);
                connection.setAutoCommit(false);
                long rows = execute(path, statements, statement);
                statement.execute(marker.loaded(path, rows));
                tally.add(table, rows);
            } catch (SQLException e) {
                throw DatabaseException.of("loading " + path, e);
            }
        });
    }

    private long execute(String path, StatementReader statements, Statement statement) throws IOException, SQLException {
        long rows = 0;
        long left = source.size(path);
        for (String sql = statements.next(); sql != null; sql = statements.next()) {
            statement.execute(sql);
            rows += Math.max(0, statement.getUpdateCount());
            warn(path, statement.getWarnings());
            progress.bytes(statements.length());
            left -= statements.length();
        }
        progress.bytes(left);
        return rows;
    }

    private void warn(String path, SQLWarning first) {
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            // not about a row
            if (warning.getErrorCode() != ErrorCode.ER_WARN_DEPRECATED_SYNTAX) {
                tally.warn(path + ": " + warning.getMessage());
            }
        }
    }
}
