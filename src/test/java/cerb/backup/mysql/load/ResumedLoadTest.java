package cerb.backup.mysql.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cerb.backup.ChildJvm;
import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.DumpedFiles;
import cerb.backup.mysql.dump.SchemaComparison;
import cerb.backup.mysql.load.script.LoadOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A load that ends early, and the next one. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResumedLoadTest {
    private static final String CUT = "KILL CONNECTION_ID()";
    private static final int FILES_BEFORE = 17;

    @TempDir
    private Path directory;

    /** The server ends the connection in the middle of each kind of file in turn; each load comes further than the one before. */
    @ParameterizedTest
    @EnumSource
    void goesOnWhereverTheConnectionIsCut(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            HalfLoad.fill(original);
            DumpedFiles dumped = HalfLoad.dump(original);
            String post = original.name() + "/post.sql";
            cut(dumped, copy, original.name() + "/schema.sql", ";\nCREATE TABLE `old`");
            cut(dumped, copy, HalfLoad.file(original, "old", 3), "$");
            cut(dumped, copy, HalfLoad.file(original, "tree", 7), "$");
            cut(dumped, copy, HalfLoad.file(original, "keyless", 9), "$");
            cut(dumped, copy, post, ";\nDROP VIEW `many`");
            cut(dumped, copy, post, "$");
            LoadReport report = Load.into(copy.address(), HalfLoad.options(dumped, false)).run(dumped);
            SchemaComparison.assertEqual(original, copy);
            assertThat(report.rows()).containsEntry("tree", 12L).containsEntry("old", 12L).containsEntry("keyless", 12L);
            assertThat(report.warnings()).anyMatch(warning -> warning.startsWith("went on with the unfinished restore of " + dumped.identity()));
        }
    }

    /** {@code before} is what the cut comes before; a dollar sign is the end. One session loads, since a second one could be past the next file to cut before it learns of the end. */
    private static void cut(DumpedFiles dumped, TestSchema copy, String path, String before) throws Exception {
        String text = new String(dumped.files().get(path));
        int at = before.equals("$") ? text.length() : text.indexOf(before) + 2;
        assertThat(at).as(before).isGreaterThan(1);
        dumped.replace(path, text.substring(0, at) + CUT + ";\n" + text.substring(at));
        // as tried, since a trial would meet the cut first
        LoadOptions options = HalfLoad.options(dumped, 1, false).withTried(true);
        DatabaseException failure = catchThrowableOfType(DatabaseException.class, () -> Load.into(copy.address(), options).run(dumped));
        assertThat(failure).as(path).isNotNull();
        assertThat(failure.remedy()).contains("The same restore, without --overwrite, then goes on");
        dumped.replace(path, text);
        assertThat(copy.value("SHOW TABLES LIKE 'cerb\\_backup\\_load'")).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWhenTheProgramWasGone(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            HalfLoad.fill(original);
            Process victim = ChildJvm.of(HalfLoad.class, flavour.name(), original.name(), copy.name(), String.valueOf(FILES_BEFORE), String.valueOf(original.port())).redirectOutput(directory.resolve("output").toFile()).start();
            assertThat(victim.waitFor()).isEqualTo(HalfLoad.EXIT_CODE);
            DumpedFiles dumped = HalfLoad.dump(original);
            AtomicLong left = new AtomicLong();
            Load.into(copy.address(), HalfLoad.options(dumped, false)).tellingTo(new LoadListener() {
                @Override
                public void loaded(Amount amount) {
                    left.set(amount.allParts());
                }
            }).run(dumped);
            // Of those that were loaded only the ones of a table without transactions are loaded again.
            long all = dumped.files().keySet().stream().filter(path -> path.contains("/data/")).count();
            assertThat(left.get()).isBetween(1L, all - FILES_BEFORE + HalfLoad.FILES_A_TABLE);
            SchemaComparison.assertEqual(original, copy);
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWhenTheVerificationWasCutOff(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            HalfLoad.fill(original);
            DumpedFiles dumped = HalfLoad.dump(original);
            assertThatThrownBy(() -> Load.into(copy.address(), HalfLoad.options(dumped, false)).tellingTo(new LoadListener() {
                @Override
                public void verified(Amount amount) {
                    if (amount.parts() == 1) {
                        copy.rows("SELECT ID FROM information_schema.PROCESSLIST WHERE DB='" + copy.name() + "' AND ID <> CONNECTION_ID()").forEach(row -> kill(original, row.get(0)));
                    }
                }
            }).run(dumped)).isInstanceOf(DatabaseException.class);
            Load.into(copy.address(), HalfLoad.options(dumped, false)).run(dumped);
            SchemaComparison.assertEqual(original, copy);
        }
    }

    private static void kill(TestSchema schema, String id) {
        try {
            schema.execute("KILL " + id);
        } catch (DatabaseException e) {
            // Unknown thread id: it has ended by itself.
            assertThat(e.errorCode()).isEqualTo(1094);
        }
    }

    @Test
    void anotherDumpAndStrangersAreRefusedAndTheMarkerIsNamed() throws Exception {
        try (TestSchema original = TestSchema.on(Flavour.MARIADB); TestSchema copy = original.sibling()) {
            HalfLoad.fill(original);
            DumpedFiles dumped = HalfLoad.dump(original);
            cut(dumped, copy, HalfLoad.file(original, "tree", 7), "$");
            original.execute("INSERT INTO keyless VALUES (9, 'new')");
            DumpedFiles later = HalfLoad.dump(original);
            assertThatThrownBy(() -> Load.into(copy.address(), HalfLoad.options(later, false)).run(later)).isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("refused").hasMessageContaining("the unfinished restore of " + dumped.identity()).hasMessageContaining("table cerb_backup_load");
            assertThatThrownBy(() -> Load.into(copy.address(), new LoadOptions(2, true, Set.of("old"), Map.of())).run(dumped)).isInstanceOf(DatabaseException.class)
                    .as("or the rest would pass for whole").hasMessageContaining("refused").hasMessageContaining("cerb_backup_load");
            copy.execute("CREATE TABLE mine (id INT)", "INSERT INTO mine VALUES (1)");
            assertThatThrownBy(() -> Load.into(copy.address(), HalfLoad.options(dumped, false)).run(dumped)).isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("refused").hasMessageContaining("besides its tables table `mine`");
            assertThat(copy.value("SELECT COUNT(*) FROM mine")).isEqualTo("1");
            Load.into(copy.address(), HalfLoad.options(later, true)).run(later);
            SchemaComparison.assertEqual(original, copy);
        }
    }

    @Test
    void singleTablesGoOnBesideOthers() throws Exception {
        try (TestSchema original = TestSchema.on(Flavour.MARIADB); TestSchema copy = original.sibling()) {
            HalfLoad.fill(original);
            DumpedFiles dumped = HalfLoad.dump(original);
            original.execute("CREATE DATABASE " + copy.name());
            copy.execute("CREATE TABLE mine (id INT)", "INSERT INTO mine VALUES (1)");
            LoadOptions options = new LoadOptions(1, false, Set.of("old", "keyless"), dumped.expectedRows());
            String path = HalfLoad.file(original, "keyless", 5);
            String text = new String(dumped.files().get(path));
            dumped.replace(path, text + CUT + ";\n");
            assertThatThrownBy(() -> Load.into(copy.address(), options).run(dumped)).isInstanceOf(DatabaseException.class);
            dumped.replace(path, text);
            assertThatThrownBy(() -> Load.into(copy.address(), new LoadOptions(1, false, Set.of("keyless"), Map.of())).run(dumped)).hasMessageContaining(", 2 tables (");
            Load.into(copy.address(), options).run(dumped);
            for (String table : List.of("old", "keyless")) {
                assertThat(copy.value("CHECKSUM TABLE " + table)).isNotNull();
                assertThat(copy.rows("SELECT * FROM " + table)).containsExactlyInAnyOrderElementsOf(original.rows("SELECT * FROM " + table));
            }
            assertThat(copy.rows("SHOW TABLES")).containsExactlyInAnyOrder(List.of("keyless"), List.of("mine"), List.of("old"));
        }
    }

    @Test
    void aDumpOfAHalfLoadedSchemaIsLoadedWithoutItsMarker() throws Exception {
        try (TestSchema original = TestSchema.on(Flavour.MARIADB); TestSchema copy = original.sibling()) {
            HalfLoad.fill(original);
            original.execute("CREATE TABLE cerb_backup_load (path VARBINARY(700) PRIMARY KEY) COMMENT='An unfinished restore of x'", "INSERT INTO cerb_backup_load VALUES ('x')");
            DumpedFiles dumped = HalfLoad.dump(original);
            LoadReport report = Load.into(copy.address(), HalfLoad.options(dumped, false)).run(dumped);
            assertThat(report.warnings()).anyMatch(warning -> warning.contains("only half loaded"));
            original.execute("DROP TABLE cerb_backup_load");
            SchemaComparison.assertEqual(original, copy);
        }
    }

    @Test
    void twoLoadsIntoOneSchemaAtOnceAreRefused() throws Exception {
        try (TestSchema original = TestSchema.on(Flavour.MARIADB); TestSchema copy = original.sibling()) {
            HalfLoad.fill(original);
            DumpedFiles dumped = HalfLoad.dump(original);
            List<Throwable> second = new CopyOnWriteArrayList<>();
            Load.into(copy.address(), HalfLoad.options(dumped, false)).tellingTo(new LoadListener() {
                @Override
                public void loaded(Amount amount) {
                    if (amount.parts() == amount.allParts() && second.isEmpty()) {
                        second.add(catchThrowableOfType(DatabaseException.class, () -> Load.into(copy.address(), HalfLoad.options(dumped, true)).run(dumped)));
                    }
                }
            }).run(dumped);
            assertThat(second.get(0)).hasMessageContaining("another restore writes to it, by the server's connection ");
            SchemaComparison.assertEqual(original, copy);
        }
    }
}
