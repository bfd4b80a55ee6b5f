package cerb.backup.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.dump.Dump;
import cerb.backup.mysql.dump.DumpListener;
import cerb.backup.mysql.dump.DumpOptions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionsTest {
    @ParameterizedTest
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void noneIsLeftOfADumpThatCouldNotBegin(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            String user = "few_" + schema.name();
            schema.execute("CREATE USER '" + user + "'@'%' IDENTIFIED BY ''", "GRANT ALL ON *.* TO '" + user + "'@'%'");
            try {
                DatabaseAddress few = DatabaseAddress.of("127.0.0.1", schema.port(), user, () -> "").withSchema(schema.name());
                assertThatThrownBy(() -> open(few.withSchema("no_such_schema"))).hasMessageContaining("no_such_schema");
                assertNoneIsLeft(schema, user);

                schema.execute("ALTER USER '" + user + "'@'%' WITH MAX_USER_CONNECTIONS 6");
                for (int i = 0; i < 8; i++) {
                    schema.execute("CREATE TABLE t" + i + " (id INT PRIMARY KEY) ENGINE=MyISAM");
                }
                assertThatThrownBy(() -> open(few)).isInstanceOf(DatabaseException.class).hasMessageContaining("connect");
                assertNoneIsLeft(schema, user);
            } finally {
                schema.execute("DROP USER '" + user + "'@'%'");
            }
        }
    }

    @Test
    void aHostCannotCarryPropertiesOfTheDriver() {
        DatabaseAddress hostile = DatabaseAddress.of("127.0.0.1,allowLoadLocalInfile=true", 3306, "root", () -> "");
        assertThatThrownBy(() -> new Connections(hostile).open()).isInstanceOf(DatabaseException.class).hasMessageContaining("no name or address");
    }

    private static void open(DatabaseAddress address) {
        Dump.open(address, DumpOptions.defaults(), DumpListener.NONE).close();
    }

    /** The server notices a moment later that a connection was closed. */
    private static void assertNoneIsLeft(TestSchema schema, String user) throws Exception {
        String sql = "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER='" + user + "'";
        for (int i = 0; i < 50 && !schema.value(sql).equals("0"); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(schema.value(sql)).isEqualTo("0");
    }
}
