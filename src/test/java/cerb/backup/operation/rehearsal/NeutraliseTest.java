package cerb.backup.operation.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.cerb.Release;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.TestSchema;
import cerb.backup.operation.rehearsal.Neutralised.Change;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What acts in a restored database no longer does, whichever release of Cerb made it. */
final class NeutraliseTest {
    private static Neutralised neutralise(TestSchema schema) throws Exception {
        try (Connection connection = schema.connect()) {
            return Neutralise.run(connection);
        }
    }

    private static Map<String, Long> rows(Neutralised neutralised) {
        return neutralised.changes().stream().filter(change -> change.rows() > 0).collect(Collectors.toMap(Change::table, Change::rows, Long::sum));
    }

    @ParameterizedTest
    @EnumSource(Release.class)
    void nothingActsInAnyRelease(Release release) throws Exception {
        try (TestSchema schema = TestSchema.on(Flavour.MARIADB)) {
            ActingHelpdesk.fill(schema, release);
            assertThat(ActingHelpdesk.acting(schema, release)).as("before").hasSizeGreaterThan(11);
            Neutralised neutralised = neutralise(schema);
            assertThat(ActingHelpdesk.acting(schema, release)).isEmpty();
            assertThat(neutralised.release()).startsWith("Cerb " + release.number() + " (core revision ");
            assertThat(neutralised.warnings()).isEmpty();
            assertThat(neutralised.notes()).as("what other releases have").hasSize(release == Release.V11_2 ? 4 : 1).allMatch(note -> note.startsWith("Cerb " + release.number()));
            assertThat(schema.rows("SELECT value FROM cerb_property_store WHERE property='lastrun'")).containsExactly(List.of("7"));
            assertThat(neutralise(schema).rows()).as("a second time").isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void countsWhatItChanges(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            ActingHelpdesk.fill(schema, Release.V10_4);
            assertThat(rows(neutralise(schema))).isEqualTo(ActingHelpdesk.ROWS_OF_10_4);
            assertThat(ActingHelpdesk.acting(schema, Release.V10_4)).isEmpty();
        }
    }

    @Test
    void anUnknownReleaseIsSaidAndWhatIsKnownOfItIsChanged() throws Exception {
        try (TestSchema schema = TestSchema.on(Flavour.MARIADB)) {
            ActingHelpdesk.fill(schema, Release.V11_2);
            schema.execute("UPDATE cerb_patch_history SET revision=1400");
            Neutralised neutralised = neutralise(schema);
            assertThat(ActingHelpdesk.acting(schema, Release.V11_2)).isEmpty();
            assertThat(neutralised.release()).isEqualTo("an unknown release of Cerb (core revision 1400)");
            assertThat(neutralised.warnings()).hasSize(2).anyMatch(warning -> warning.contains("see for yourself what else it does")).anyMatch(warning -> warning.contains("trigger_event"));
        }
    }

    @Test
    void aTableThatTheReleaseShouldHaveIsMissed() throws Exception {
        try (TestSchema schema = TestSchema.on(Flavour.MARIADB)) {
            ActingHelpdesk.fill(schema, Release.V11_0);
            schema.execute("DROP TABLE mailbox");
            assertThat(neutralise(schema).warnings()).singleElement().asString().startsWith("Not found, although Cerb 11.0 (core revision 1470) has them: mailbox.");
        }
    }

    @Test
    void aTableOfAnotherShapeLeavesAllAsItWas() throws Exception {
        try (TestSchema schema = TestSchema.on(Flavour.MARIADB)) {
            ActingHelpdesk.fill(schema, Release.V11_1);
            schema.execute("ALTER TABLE reminder CHANGE is_closed closed TINYINT", "ALTER TABLE reminder ADD is_closed_by INT");
            assertThatThrownBy(() -> neutralise(schema)).isInstanceOf(DatabaseException.class).hasMessageContaining("table reminder has other columns");
            assertThat(schema.rows("SELECT id FROM mailbox WHERE enabled")).hasSize(2);
        }
    }

    @Test
    void anotherApplicationsDatabaseIsRefused() throws Exception {
        try (TestSchema schema = TestSchema.on(Flavour.MARIADB)) {
            schema.execute("CREATE TABLE mailbox (id INT PRIMARY KEY, enabled INT)", "INSERT INTO mailbox VALUES (1, 1)");
            assertThatThrownBy(() -> neutralise(schema)).isInstanceOf(DatabaseException.class).hasMessageContaining("this is not Cerb's database");
            assertThat(schema.rows("SELECT id FROM mailbox WHERE enabled")).hasSize(1);
        }
    }
}
