package cerb.backup.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One pinned connection. Used by one thread at a time, but for {@link #abort()} and {@link #id()}. Results come in the columns' own bytes; only what the
 * server says about itself is read as text.
 */
public final class Session implements AutoCloseable {
    private final Connection connection;
    private final DatabaseAddress address;
    private final Server server;
    private final long id;
    private final String identity;

    Session(Connection connection, DatabaseAddress address) throws SQLException {
        this.connection = connection;
        this.address = address;
        if (!address.schema().isEmpty()) {
            use(connection, address.schema());
        }
        List<String> answer = rows("SELECT VERSION(), CONNECTION_ID(), CONCAT(@@hostname, ':', @@port, ' server-id ', @@server_id, ' data ', @@datadir)").get(0);
        this.server = describe(answer.get(0));
        this.id = Long.parseLong(answer.get(1));
        this.identity = (answer.get(2) + " " + server.uuid()).strip();
    }

    private static void use(Connection connection, String schema) throws SQLException {
        // Not in the URL, where a schema's name could add properties of its own.
        try (Statement statement = plain(connection.createStatement())) {
            statement.execute("USE " + Identifier.quote(schema));
        }
    }

    private Server describe(String version) {
        boolean mariaDb = version.contains("MariaDB");
        String uuid = rows("SHOW VARIABLES LIKE '" + (mariaDb ? "server\\_uid" : "server\\_uuid") + "'").stream().findFirst()
                .map(row -> row.get(1)).orElse("");
        return new Server(mariaDb ? Server.Flavour.MARIADB : Server.Flavour.MYSQL, version, uuid);
    }

    /** The server at the other end. */
    public Server server() {
        return server;
    }

    /** What tells the server from every other: the machine's name, its port, its numbers and its data. */
    String identity() {
        return identity;
    }

    /** Whether both lead to one server, whatever the addresses are. */
    public boolean isSameServerAs(Session other) {
        return identity.equals(other.identity);
    }

    /** The schema it is in. */
    public String schema() {
        return address.schema();
    }

    /** The server's number of this connection, for {@code KILL}. */
    public long id() {
        return id;
    }

    /** Executes a statement whose result does not matter. */
    public void execute(String sql) {
        try (Statement statement = plain(connection.createStatement())) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw DatabaseException.of(tried(sql), e);
        }
    }

    /** All rows of a small result as text; SQL's NULL is null. */
    public List<List<String>> rows(String sql) {
        return rows(sql, ResultSet::getString);
    }

    /** All rows of a small result as bytes, as the server sent them; SQL's NULL is null. */
    public List<List<byte[]>> byteRows(String sql) {
        return rows(sql, ResultSet::getBytes);
    }

    private <T> List<List<T>> rows(String sql, Getter<T> getter) {
        try (Statement statement = plain(connection.createStatement()); ResultSet result = statement.executeQuery(sql)) {
            List<List<T>> rows = new ArrayList<>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<T> row = new ArrayList<>(columns);
                for (int column = 1; column <= columns; column++) {
                    row.add(getter.get(result, column));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw DatabaseException.of(tried(sql), e);
        }
    }

    private interface Getter<T> {
        T get(ResultSet result, int column) throws SQLException;
    }

    /** The first column of the first row, if there is a row and it is not NULL. */
    public Optional<String> value(String sql) {
        return rows(sql).stream().findFirst().flatMap(row -> Optional.ofNullable(row.get(0)));
    }

    /** The first row by the columns' names, whose case does not matter; empty if there is none. */
    public Map<String, String> row(String sql) {
        try (Statement statement = plain(connection.createStatement()); ResultSet result = statement.executeQuery(sql)) {
            Map<String, String> row = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            if (result.next()) {
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnLabel(i), result.getString(i));
                }
            }
            return row;
        } catch (SQLException e) {
            throw DatabaseException.of(tried(sql), e);
        }
    }

    /** Runs a query whose rows are fetched one by one, however many there are. Nothing else can run on this session until the result is closed. */
    public ResultSet stream(String sql) throws SQLException {
        Statement statement = plain(connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY));
        statement.setFetchSize(Integer.MIN_VALUE);
        statement.closeOnCompletion();
        return statement.executeQuery(sql);
    }

    /** A brace in a name or a remark is no escape of JDBC's. */
    private static Statement plain(Statement statement) throws SQLException {
        statement.setEscapeProcessing(false);
        return statement;
    }

    /** The JDBC connection, for statements in bulk. */
    public Connection connection() {
        return connection;
    }

    /** Cuts the connection off at once, from any thread; the server ends its statement, its transaction and its locks. */
    public void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw DatabaseException.of("cutting off the connection to " + address, e);
        }
    }

    /** Closes the connection; one that is broken already is no error. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // The server forgets the session either way; whatever was wrong with it was reported by the statement that met it.
            return;
        }
    }

    private String tried(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return "\"" + (line.length() > 120 ? line.substring(0, 117) + "..." : line) + "\" at " + address;
    }
}
