package cerb.backup.mysql;

import cerb.backup.Oracles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A schema of its own on a test server, dropped at the end. */
public final class TestSchema implements AutoCloseable {
    private final Oracles.Database database;
    private final String name;

    private TestSchema(Oracles.Database database, String name) {
        this.database = database;
        this.name = name;
    }

    public static TestSchema on(Oracles.Flavour flavour) throws SQLException {
        Oracles.Database database = Oracles.database(flavour);
        return new TestSchema(database, database.newSchema("dump"));
    }

    /** One that another process has made, or will make. */
    public static TestSchema existing(Oracles.Flavour flavour, int port, String name) {
        return new TestSchema(new Oracles.Database(flavour, "127.0.0.1", port), name);
    }

    /** A schema that is not there yet, on the same server. */
    public TestSchema sibling() {
        return new TestSchema(database, name + "_copy");
    }

    public String name() {
        return name;
    }

    public DatabaseAddress address() {
        return DatabaseAddress.of(database.host(), database.port(), Oracles.Database.USER, () -> "").withSchema(name);
    }

    public int port() {
        return database.port();
    }

    public Connection connect() throws SQLException {
        return database.connect(name);
    }

    public boolean isMariaDb() {
        return database.flavour() != Oracles.Flavour.MYSQL;
    }

    /** The server's data directory as it is seen from here: the tests' MySQL runs below a root directory of its own. */
    public Path dataDirectory() throws SQLException {
        String datadir = value("SELECT @@datadir");
        if (isMariaDb()) {
            return Path.of(datadir);
        }
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().arguments().filter(words -> Arrays.asList(words).contains("--port=" + port())).isPresent())
                .map(process -> Path.of("/proc/" + process.pid() + "/root" + datadir)).filter(Files::isDirectory).findFirst().orElseThrow();
    }

    /** Executes statements one by one, in a session as the dump's. */
    public void execute(String... statements) {
        try (Session session = new Connections(address()).open()) {
            session.execute("SET SESSION lock_wait_timeout=20");
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }

    /** Rows with every value in hexadecimal, or null. */
    public List<List<String>> hexRows(String sql) throws SQLException {
        try (Session session = new Connections(address()).open()) {
            List<List<String>> rows = new ArrayList<>();
            for (List<byte[]> row : session.byteRows(sql)) {
                List<String> values = new ArrayList<>();
                row.forEach(value -> values.add(value == null ? null : HexFormat.of().formatHex(value)));
                rows.add(values);
            }
            return rows;
        }
    }

    public List<List<String>> rows(String sql) {
        try (Session session = new Connections(address()).open()) {
            session.execute("SET character_set_results=utf8mb4");
            return session.rows(sql);
        }
    }

    public String value(String sql) throws SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? new String(result.getBytes(1), StandardCharsets.UTF_8) : null;
        }
    }

    @Override
    public void close() throws SQLException {
        database.dropSchema(name);
    }
}
