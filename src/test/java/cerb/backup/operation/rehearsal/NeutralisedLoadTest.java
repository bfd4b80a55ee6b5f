package cerb.backup.operation.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cerb.backup.Oracles.Flavour;
import cerb.backup.cerb.Release;
import cerb.backup.cerb.rehearsal.Neutralisation;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.DumpedFiles;
import cerb.backup.mysql.load.Load;
import cerb.backup.mysql.load.LoadListener;
import cerb.backup.mysql.load.script.LoadOptions;
import cerb.backup.mysql.load.script.LoadOptions.Neutralising;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
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
        load(dumped, copy, neutralise, LoadListener.NONE);
    }

    private static void load(DumpedFiles dumped, TestSchema copy, Consumer<Connection> neutralise, LoadListener listener) {
        LoadOptions options = new LoadOptions(2, false, Set.of(), dumped.expectedRows()).withChecksums(dumped.checksums(), dumped.report().server().flavour().name());
        Load.into(copy.address(), neutralise == null ? options : options.neutralisedBy(new Neutralising(Neutralisation.tables(), neutralise))).tellingTo(listener).run(dumped);
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

    /** A helpdesk, or whoever calls its {@code /cron}, may be connected to the target while an hour's rows are verified. */
    @ParameterizedTest
    @EnumSource(Flavour.class)
    void nobodyElseSeesARowThatActs(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            DumpedFiles dumped = dump(original);
            List<List<String>> seen = new CopyOnWriteArrayList<>();
            List<String> looks = new CopyOnWriteArrayList<>();
            load(dumped, copy, rows -> {
                looks.add("verified");
                seen.addAll(ActingHelpdesk.acting(copy, Release.V10_4));
                assertThat(Neutralise.run(rows).rows()).as("there they are").isPositive();
            }, new LoadListener() {
                @Override
                public void verified(Amount amount) {
                    looks.add("verifying");
                    seen.addAll(ActingHelpdesk.acting(copy, Release.V10_4));
                }
            });
            assertThat(looks).contains("verifying").endsWith("verified");
            assertThat(seen).isEmpty();
            assertThat(copy.value("SELECT COUNT(*) FROM mailbox")).isEqualTo("3");
        }
    }

    @Test
    void rowsThatActAreVerifiedToo() throws Exception {
        try (TestSchema original = TestSchema.on(Flavour.MYSQL); TestSchema copy = original.sibling()) {
            DumpedFiles dumped = dump(original);
            Map<String, String> checksums = new HashMap<>(dumped.checksums());
            checksums.put("mailbox", checksums.get("mail_queue"));
            LoadOptions options = new LoadOptions(2, false, Set.of(), dumped.expectedRows()).withChecksums(checksums, dumped.report().server().flavour().name())
                    .neutralisedBy(new Neutralising(Neutralisation.tables(), Neutralise::run));
            assertThatThrownBy(() -> Load.into(copy.address(), options).run(dumped)).hasMessageContaining("tables do not hold the rows of the dump: `mailbox`");
            assertThat(ActingHelpdesk.acting(copy, Release.V10_4)).isEmpty();
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
