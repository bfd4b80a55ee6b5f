package cerb.backup.mysql.load;

import cerb.backup.Oracles;
import cerb.backup.Oracles.Flavour;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A setting of a server of this test JVM alone, until it is closed. */
final class GlobalSetting implements AutoCloseable {
    private final Flavour flavour;
    private final String name;
    private final String before;

    GlobalSetting(Flavour flavour, String name, String value) throws SQLException {
        this.flavour = flavour;
        this.name = name;
        try (Connection connection = Oracles.database(flavour).connect(""); Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT @@global." + name)) {
            result.next();
            before = result.getString(1);
        }
        set(value);
    }

    private void set(String value) throws SQLException {
        try (Connection connection = Oracles.database(flavour).connect(""); Statement statement = connection.createStatement()) {
            statement.execute("SET GLOBAL " + name + "=" + (value.matches("[0-9]+") ? value : "'" + value + "'"));
        }
    }

    @Override
    public void close() throws SQLException {
        set(before);
    }
}
