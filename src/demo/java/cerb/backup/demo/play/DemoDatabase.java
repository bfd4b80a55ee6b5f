package cerb.backup.demo.play;

import cerb.backup.crypto.Password;
import cerb.backup.demo.EmbeddedDatabase;
import cerb.backup.demo.helpdesk.Connector;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The server the demo works on: its own MariaDB, or one that was named. Schemas and accounts that were made here are dropped when
 * it is closed; nothing else on a named server is touched.
 */
final class DemoDatabase implements Connector, AutoCloseable {
    private final EmbeddedDatabase embedded;
    private final String host;
    private final int port;
    private final String user;
    private final Password password;
    private final List<String> cleaning = new ArrayList<>();

    private DemoDatabase(EmbeddedDatabase embedded, String host, int port, String user, Password password) {
        this.embedded = embedded;
        this.host = host;
        this.port = port;
        this.user = user;
        this.password = password;
    }

    static DemoDatabase embedded() {
        var database = EmbeddedDatabase.start();
        return new DemoDatabase(database, "127.0.0.1", database.port(), EmbeddedDatabase.USER, null);
    }

    /** A server that is there; its account may make schemas and accounts. A null password means none. */
    static DemoDatabase at(String host, int port, String user, Password password) {
        return new DemoDatabase(null, host, port, user, password);
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    @Override
    public Connection connect(String schema) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("sslMode", "PREFERRED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        if (password != null) {
            properties.setProperty("password", password.text());
        }
        return DriverManager.getConnection("jdbc:mysql://" + host + ":" + port + "/" + schema, properties);
    }

    /** What the server calls itself. */
    String version() throws SQLException {
        try (var connection = connect(""); var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT VERSION()")) {
            rows.next();
            return rows.getString(1);
        }
    }

    void createSchema(String schema) throws SQLException {
        cleaning.add("DROP DATABASE IF EXISTS " + schema);
        execute("CREATE DATABASE " + schema + " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
    }

    /** Makes an account with what the manual says a backup needs: to read, and to lock for a moment. */
    void createReader(String account, String secret, String schema) throws SQLException {
        createAccount(account, secret);
        execute("GRANT REPLICATION CLIENT ON *.* TO " + account);
        // For the accounts that concern the schema, and MariaDB's routines.
        execute("GRANT SELECT ON mysql.* TO " + account);
        if (version().contains("MariaDB")) {
            // Without it MariaDB keeps a table's definition locked until the dump's transaction ends.
            execute("GRANT BINLOG ADMIN ON *.* TO " + account);
        } else {
            execute("GRANT SHOW_ROUTINE ON *.* TO " + account);
        }
        execute("GRANT SELECT, LOCK TABLES, SHOW VIEW, TRIGGER, EVENT ON " + schema + ".* TO " + account);
    }

    /** Makes an account that may restore into one schema. */
    void createWriter(String account, String secret, String schema) throws SQLException {
        createAccount(account, secret);
        execute("GRANT ALL ON " + schema + ".* TO " + account);
    }

    private void createAccount(String account, String secret) throws SQLException {
        cleaning.add("DROP USER IF EXISTS " + account);
        execute("CREATE USER " + account + " IDENTIFIED BY '" + secret + "'");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = connect(""); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        if (embedded != null) {
            embedded.close();
            return;
        }
        for (var sql : cleaning) {
            execute(sql);
        }
    }
}
