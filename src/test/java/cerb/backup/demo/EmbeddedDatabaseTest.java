package cerb.backup.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.Oracles.Flavour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmbeddedDatabaseTest {
    @Test
    void isAMariadbWhoseSnapshotsHaveABinlogPosition() throws SQLException {
        try (var connection = Oracles.mariadb().connect(); var statement = connection.createStatement()) {
            assertThat(ask(statement, "SELECT VERSION()")).startsWith("11.4.");
            try (var rows = statement.executeQuery("SHOW STATUS LIKE 'Binlog_snapshot_position'")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(2)).isPositive();
            }
        }
    }

    @Test
    void checksPrivileges() throws SQLException {
        var database = Oracles.mariadb();
        try (var connection = database.connect(); var statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE USER reader@localhost IDENTIFIED BY 'secret'");
            assertThat(ask(statement, "SELECT plugin FROM mysql.user WHERE user = 'reader'"))
                    .isEqualTo("mysql_native_password");
            statement.execute("DROP USER reader@localhost");
        }
    }

    @Test
    void takesOptionsAndLeavesNothingBehind() throws SQLException {
        var database = EmbeddedDatabase.start("--skip-log-bin", "--innodb-buffer-pool-size=32M");
        try (var connection = database.connect(); var statement = connection.createStatement()) {
            assertThat(ask(statement, "SELECT @@log_bin")).isEqualTo("0");
        }
        database.close();
        assertThat(Files.exists(database.dataDirectory().getParent())).isFalse();
        database.close();
    }

    @Test
    void bringsAClient() throws Exception {
        var database = Oracles.mariadb();
        var process = new ProcessBuilder(database.client().toString(), "--no-defaults", "--skip-ssl", "-uroot",
                "-S" + database.socket(), "-N", "-e", "SELECT 6 * 7").redirectErrorStream(true).start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.getInputStream().readAllBytes()).asString().isEqualTo("42\n");
    }

    @Test
    void startsTheInstalledServerOnDataOfItsOwn() throws SQLException {
        var database = Oracles.installedMariadb();
        try (var connection = database.connect(); var statement = connection.createStatement()) {
            assertThat(Path.of(ask(statement, "SELECT @@datadir"))).isEqualTo(database.dataDirectory());
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void givesEachTestASchemaOfItsOwn(Flavour flavour) throws SQLException {
        var database = Oracles.database(flavour);
        var first = database.newSchema("oracle");
        var second = database.newSchema("oracle");
        assertThat(first).isNotEqualTo(second);
        try (var connection = database.connect(second); var statement = connection.createStatement()) {
            assertThat(ask(statement, "SELECT DATABASE()")).isEqualTo(second);
        }
        database.dropSchema(first);
        database.dropSchema(second);
    }

    private static String ask(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
