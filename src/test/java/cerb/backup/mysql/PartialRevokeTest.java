package cerb.backup.mysql;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.privilege.Privileges;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartialRevokeTest {
    /** With partial_revokes=ON, which is a setting of the whole server. */
    @Test
    void whatIsRevokedForTheSchemaIsMissing() throws Exception {
        try (TestSchema schema = TestSchema.on(Flavour.MYSQL); Session session = new Connections(schema.address()).open()) {
            String all = "GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON *.* TO `u`@`%`";
            assertThatCode(() -> Privileges.of(session, List.of(all, "REVOKE SELECT ON `other`.* FROM `u`@`%`")).requireForDump()).doesNotThrowAnyException();
            assertThatThrownBy(() -> Privileges.of(session, List.of(all, "REVOKE SELECT, EVENT ON `" + schema.name() + "`.* FROM `u`@`%`")).requireForDump())
                    .hasMessageContaining("it lacks SELECT, EVENT");
        }
    }
}
