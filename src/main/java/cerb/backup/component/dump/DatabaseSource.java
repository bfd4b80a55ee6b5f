package cerb.backup.component.dump;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * The helpdesk's database for Camel's {@code sql}: each connection is opened as a dump's are, password and all, and closed by its user. It fetches rows one by one, which a route
 * cannot ask of it: Camel keeps the number that means this to MySQL's driver, a negative one, to itself. Thread-safe.
 */
public final class DatabaseSource implements DataSource {
    private final Connections connections;

    /** Opens nothing yet. */
    public DatabaseSource(DatabaseAddress address) {
        this.connections = new Connections(address).fetchingRows();
    }

    @Override
    public Connection getConnection() {
        return connections.open().connection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the account is that of the settings database.user and database.password-file");
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // it has nothing to write
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("how long connecting may take is not asked of a user");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("it does not log by java.util.logging");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("it wraps no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
