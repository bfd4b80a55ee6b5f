package cerb.backup.component.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.TestSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A million rows do not wait in memory until a route has seen the first. */
class DatabaseSourceTest {
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void rowsAreFetchedOneByOne(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour); Connection connection = new DatabaseSource(schema.address()).getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT 1 AS n UNION SELECT 2"); Statement other = connection.createStatement()) {
            try (ResultSet rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThatThrownBy(() -> other.executeQuery("SELECT 3")).as("while the server has more of them").hasMessageContaining("Streaming result set");
                assertThat(rows.next()).isTrue();
                assertThat(rows.next()).isFalse();
            }
            assertThat(other.executeQuery("SELECT 3").next()).isTrue();
        }
    }
}
