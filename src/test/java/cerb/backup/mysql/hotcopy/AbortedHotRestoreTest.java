package cerb.backup.mysql.hotcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.DumpedFiles;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.hotcopy.restore.HotRestore;
import cerb.backup.mysql.load.Load;
import cerb.backup.mysql.load.LoadReport;
import cerb.backup.mysql.load.script.LoadOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a restore leaves that has begun and not ended. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AbortedHotRestoreTest {
    private static final String MARKER = "SELECT TABLE_COMMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA=DATABASE() AND TABLE_NAME='cerb_backup_load'";

    @TempDir
    private Path staging;

    private static LoadReport restore(HotScene scene, DumpedFiles copied, TestSchema target, boolean overwrite, Map<String, Long> rows, String... tables) {
        DumpReport report = copied.report();
        return HotRestore.into(target.address(), new LoadOptions(2, overwrite, Set.of(tables), rows), scene.options().dataDirectory())
                .run(copied, report.files(), report.server().flavour(), report.server().version());
    }

    @ParameterizedTest
    @EnumSource
    void isMarkedUntilAnotherOneHasEnded(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging); TestSchema target = scene.original().sibling()) {
            scene.original().execute("CREATE TABLE m (id INT) ENGINE=MyISAM", "INSERT INTO m VALUES (1), (2)", "CREATE TABLE i (id INT)");
            DumpedFiles copied = scene.copy();
            assertThatThrownBy(() -> restore(scene, copied, target, false, Map.of("m", 3L))).hasMessageContaining("2 rows instead of 3");
            assertThat(target.value(MARKER)).contains("An unfinished restore of files of " + copied.identity());
            assertThat(DumpedFiles.of(target.address(), DumpOptions.defaults()).report().omissions()).singleElement().asString()
                    .contains("the unfinished restore of files of").contains("by the same command, with --overwrite;");
            assertThatThrownBy(() -> restore(scene, copied, target, false, Map.of())).hasMessageContaining("the unfinished restore of files of")
                    .satisfies(e -> assertThat(((DatabaseException) e).remedy()).doesNotContain("go on with"));
            assertThatThrownBy(() -> restore(scene, copied, target, true, Map.of(), "i")).as("one table would make the rest pass for whole").hasMessageContaining("the unfinished restore of");
            assertThat(restore(scene, copied, target, true, copied.expectedRows()).rows()).isEqualTo(Map.of("m", 2L, "i", 0L));
            assertThat(target.rows(MARKER)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void itsMarkIsNotRestored(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging); TestSchema target = scene.original().sibling()) {
            scene.original().execute("CREATE TABLE t (id INT)", "CREATE TABLE cerb_backup_load (path VARBINARY(700) PRIMARY KEY) COMMENT='An unfinished restore of x'");
            DumpedFiles copied = scene.copy();
            LoadReport report = restore(scene, copied, target, false, copied.expectedRows());
            assertThat(report.warnings()).singleElement().asString().contains("half restored when it was copied");
            assertThat(target.rows("SHOW TABLES")).containsExactly(List.of("t"));
        }
    }

    /** Killed between discarding, placing and importing. */
    @ParameterizedTest
    @EnumSource
    void itsFilesAreInNobodysWay(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging); TestSchema target = scene.original().sibling()) {
            scene.original().execute("CREATE TABLE i (id INT)", "INSERT INTO i VALUES (1)", "CREATE TABLE j (id INT)", "INSERT INTO j VALUES (1), (2)");
            DumpedFiles copied = scene.copy();
            for (String[] tables : new String[][] {{}, {"i"}}) {
                restore(scene, copied, target, true, copied.expectedRows());
                Path directory = scene.options().dataDirectory().resolve(target.name());
                byte[] placed = Files.readAllBytes(directory.resolve("i.ibd"));
                target.execute("ALTER TABLE i DISCARD TABLESPACE", "ALTER TABLE j DISCARD TABLESPACE");
                Files.write(directory.resolve("i.ibd"), placed);
                Files.write(directory.resolve("i.cfg"), placed);
                assertThat(restore(scene, copied, target, true, copied.expectedRows(), tables).rows()).containsEntry("i", 1L);
                assertThat(target.rows("SELECT id FROM i")).containsExactly(List.of("1"));
            }
        }
    }

    @Test
    void aDirectoryThatTheServerDoesNotKnowIsNamed() throws Exception {
        try (HotScene scene = new HotScene(Flavour.MYSQL, staging); TestSchema target = scene.original().sibling()) {
            scene.original().execute("CREATE TABLE i (id INT)");
            Path directory = Files.createDirectory(scene.options().dataDirectory().resolve(target.name()));
            DumpedFiles dumped = DumpedFiles.of(scene.address(), DumpOptions.defaults());
            try {
                assertThatThrownBy(() -> Load.into(target.address(), LoadOptions.defaults()).run(dumped)).hasMessageContaining("already exists")
                        .satisfies(e -> assertThat(((DatabaseException) e).remedy()).contains("move it away"));
            } finally {
                Files.delete(directory);
            }
        }
    }
}
