package cerb.backup.operation.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.TableSelection;
import cerb.backup.mysql.hotcopy.FreeFloor;
import cerb.backup.mysql.hotcopy.HotCopyOptions;
import cerb.backup.operation.doctor.database.HotCopyExamination;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HotCopyExaminationTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    @ParameterizedTest
    @EnumSource
    void findsBeforehandWhatACopyWouldRefuse(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            schema.execute("CREATE TABLE i (id INT PRIMARY KEY)", "CREATE TABLE m (id INT) ENGINE=MyISAM", "CREATE TABLE passing (id INT) ENGINE=MEMORY");
            DumpOptions all = DumpOptions.defaults();
            assertThat(examine(schema, all, LONG)).satisfies(found -> {
                assertThat(found.level()).isEqualTo(Level.ERROR);
                assertThat(found.finding()).contains("passing (engine MEMORY)");
            });
            DumpOptions copied = all.withSelection(new TableSelection(Pattern.compile(".*"), null, Set.of("passing")));
            assertThat(examine(schema, copied, LONG)).satisfies(found -> {
                assertThat(found.level()).isEqualTo(Level.OK);
                assertThat(found.finding()).startsWith("the files of 2 tables, ");
            });
            assertThat(examine(schema, copied, Duration.ofMillis(1))).satisfies(found -> {
                assertThat(found.level()).isEqualTo(Level.WARNING);
                assertThat(found.remedy()).contains("hotcopy.max-lock=2s");
            });
        }
    }

    @Test
    void findsBeforehandThatACopyWouldTakeWhatHasToStayFree() throws Exception {
        try (TestSchema schema = TestSchema.on(Flavour.MARIADB)) {
            schema.execute("CREATE TABLE i (id INT PRIMARY KEY)");
            Path beside = Path.of("/nowhere/repository");
            assertThat(examine(schema, DumpOptions.defaults(), LONG, new FreeFloor(beside, total -> 0, true)).level()).isEqualTo(Level.OK);
            assertThat(examine(schema, DumpOptions.defaults(), LONG, new FreeFloor(beside, total -> total, true))).satisfies(found -> {
                assertThat(found.level()).isEqualTo(Level.ERROR);
                assertThat(found.finding()).contains("repository.minimum-free keeps");
            });
            assertThat(examine(schema, DumpOptions.defaults(), LONG, new FreeFloor(Path.of("/proc"), total -> total, true)).level()).as("beside a repository on another disk").isEqualTo(Level.OK);
        }
    }

    private static Diagnosis examine(TestSchema schema, DumpOptions selection, Duration longest) throws Exception {
        return examine(schema, selection, longest, null);
    }

    private static Diagnosis examine(TestSchema schema, DumpOptions selection, Duration longest, FreeFloor floor) throws Exception {
        return Doctor.examine(List.of(new HotCopyExamination(schema.address(), selection,
                new HotCopyOptions(longest, true, schema.dataDirectory(), Path.of("/nowhere"), floor)))).get(0);
    }
}
