package cerb.backup.operation.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cerb.backup.Oracles.Flavour;
import cerb.backup.cerb.Release;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.DumpedFiles;
import cerb.backup.mysql.load.Load;
import cerb.backup.mysql.load.LoadOptions;
import java.sql.Connection;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database that is neutralised while it is loaded, with what would act in it besides Cerb, and loads that end in the middle. */
final class NeutralisedLoadTest {
    private static DumpedFiles dump(TestSchema original) throws Exception {
        ActingHelpdesk.fill(original, Release.V10_4);
        original.execute("CREATE TABLE acted (n INT)", "CREATE TRIGGER mailbox_switched AFTER UPDATE ON mailbox FOR EACH ROW INSERT INTO acted VALUES (1)",
                "CREATE EVENT every_second ON SCHEDULE EVERY 1 SECOND ENABLE DO INSERT INTO acted VALUES (2)",
                "CREATE EVENT later ON SCHEDULE AT '2036-01-01 00:00:00' ON COMPLETION PRESERVE DISABLE DO INSERT INTO acted VALUES (3)");
        return DumpedFiles.of(original.address(), DumpOptions.defaults());
    }

    private static void load(DumpedFiles dumped, TestSchema copy, Consumer<Connection> neutralise) {
        LoadOptions options = new LoadOptions(2, false, Set.of(), dumped.expectedRows()).withChecksums(dumped.checksums(), dumped.report().server().flavour().name());
        Load.into(copy.address(), neutralise == null ? options : options.neutralisedBy(neutralise)).run(dumped);
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void rowsAreVerifiedAndThenHarmlessBeforeTriggersAndEventsAreThere(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            DumpedFiles dumped = dump(original);
            AtomicReference<Neutralised> result = new AtomicReference<>();
            load(dumped, copy, rows -> result.set(Neutralise.run(rows)));
            assertThat(ActingHelpdesk.acting(copy, Release.V10_4)).isEmpty();
            assertThat(result.get().rows()).isEqualTo(ActingHelpdesk.ROWS_OF_10_4.values().stream().mapToLong(Long::longValue).sum());
            assertThat(copy.rows("SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA=DATABASE() AND STATUS='DISABLED'")).hasSize(2);
            assertThat(copy.value("SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA=DATABASE()")).isEqualTo("1");
            assertThat(copy.value("SELECT COUNT(*) FROM acted WHERE n=1")).as("no trigger heard of it").isEqualTo("0");
            assertThat(original.rows("SELECT id FROM mailbox WHERE enabled")).as("where it was dumped").hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void oneThatFailsSaysSoAndOnlyOneThatNeutralisesGoesOn(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            DumpedFiles dumped = dump(original);
            DatabaseException failure = catchThrowableOfType(DatabaseException.class, () -> load(dumped, copy, rows -> {
                Neutralise.run(rows);
                throw new DatabaseException("cut off", "Again.");
            }));
            assertThat(failure.remedy()).contains("may be not neutralised yet: let nothing run on it").contains("goes on");
            assertThat(copy.value("SELECT COUNT(*) FROM information_schema.EVENTS WHERE EVENT_SCHEMA=DATABASE()")).isEqualTo("0");
            assertThatThrownBy(() -> load(dumped, copy, null)).as("as a helpdesk that is to run").hasMessageContaining(", neutralised, begun at");
            load(dumped, copy, Neutralise::run);
            assertThat(ActingHelpdesk.acting(copy, Release.V10_4)).isEmpty();
            assertThat(copy.value("SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA=DATABASE() AND TABLE_NAME='cerb_backup_load'")).isEqualTo("0");
        }
    }
}
