package cerb.backup.mysql.hotcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.DumpListener;
import cerb.backup.mysql.dump.DumpedFiles;
import cerb.backup.mysql.dump.SchemaComparison;
import cerb.backup.mysql.dump.TortureSchema;
import cerb.backup.mysql.dump.Writers;
import cerb.backup.mysql.load.LoadReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HotCopyTest {
    @TempDir
    private Path staging;

    @ParameterizedTest
    @EnumSource
    void everyTypeAndObjectComesBackBitForBit(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging); TestSchema copy = scene.original().sibling()) {
            TortureSchema.fill(scene.original());
            dropWhatHasNoFilesOfItsOwn(scene.original());
            DumpedFiles copied = scene.copy();
            LoadReport report = scene.restore(copied, copy);
            SchemaComparison.assertEqual(scene.original(), copy);
            assertThat(report.rows()).containsAllEntriesOf(copied.expectedRows());
            try (var left = Files.walk(staging)) {
                assertThat(left.filter(Files::isRegularFile).map(file -> file.getFileName().toString())).containsExactly("lock");
            }
        }
    }

    /** What FOR EXPORT, IMPORT TABLESPACE and their servers are known to stumble over. */
    @ParameterizedTest
    @EnumSource
    void tablesOfEveryFormComeBack(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging); TestSchema copy = scene.original().sibling()) {
            scene.original().execute(FormsOfTables.statements(scene.original().isMariaDb()));
            DumpedFiles copied = scene.copy();
            scene.restore(copied, copy);
            SchemaComparison.assertEqual(scene.original(), copy);
            assertThat(copy.rows("SELECT id FROM full_text WHERE MATCH (t) AGAINST ('moon')")).containsExactly(List.of("2"));
            copy.execute("INSERT INTO full_text VALUES (3, 'another moon', 'x')", "INSERT INTO partitioned VALUES (5, 5), (50, 50)", "INSERT INTO counted (v) VALUES (9)");
            assertThat(copy.rows("SELECT COUNT(*) FROM full_text WHERE MATCH (t) AGAINST ('moon')")).containsExactly(List.of("2"));
            assertThat(copy.rows("SELECT MAX(id) FROM counted")).isEqualTo(scene.original().rows("SELECT MAX(id) + 1 FROM counted"));
        }
    }

    /** Another default than the original's server had gives the target's tables a row format their files are not of. */
    @ParameterizedTest
    @EnumSource
    void aTableKeepsTheRowFormatThatItsDefinitionDoesNotName(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging); TestSchema copy = scene.original().sibling()) {
            scene.original().execute("CREATE TABLE old (id INT PRIMARY KEY, t TEXT) ROW_FORMAT=COMPACT", "INSERT INTO old VALUES (1, 'x')");
            DumpedFiles copied = scene.copy();
            String schema = scene.original().name() + "/schema.sql";
            copied.replace(schema, new String(copied.files().get(schema), StandardCharsets.UTF_8).replace(" ROW_FORMAT=COMPACT", ""));
            assertThat(scene.restore(copied, copy).rows()).containsEntry("old", 1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void indicesLeftOutAreBuiltAgain(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging); TestSchema copy = scene.original().sibling()) {
            scene.original().execute(FormsOfTables.manyKeys("many_keys"), FormsOfTables.twoThousandRows("many_keys"));
            long whole = bytes(scene.copy(), "many_keys.MYI");
            DumpedFiles copied = scene.with(HotScene.LONGEST, false).copy();
            assertThat(bytes(copied, "many_keys.MYI")).isBetween(2049L, whole / 4);
            scene.restore(copied, copy);
            SchemaComparison.assertEqual(scene.original(), copy);
            assertThat(copy.rows("SELECT COUNT(*) FROM many_keys FORCE INDEX (k7) WHERE c7 > 0")).containsExactly(List.of("2000"));
        }
    }

    private static long bytes(DumpedFiles copied, String name) {
        return copied.files().entrySet().stream().filter(file -> file.getKey().endsWith("/hotcopy/" + name)).mapToLong(file -> file.getValue().length).sum();
    }

    @ParameterizedTest
    @EnumSource
    void copiesOnlyTheTablesAskedForAndRestoresOneOfThem(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging).without("b.*"); TestSchema copy = scene.original().sibling()) {
            scene.original().execute("CREATE TABLE a1 (id INT PRIMARY KEY)", "CREATE TABLE a2 (id INT) ENGINE=MyISAM", "CREATE TABLE A1 (id INT)", "CREATE TABLE b1 (id INT)", "INSERT INTO a2 VALUES (1), (2)", "INSERT INTO A1 VALUES (5)");
            DumpedFiles copied = scene.copy();
            assertThat(copied.paths()).noneMatch(path -> path.contains("b1")).anyMatch(path -> path.endsWith("hotcopy/a1.ibd"));
            assertThat(scene.restore(copied, copy, "a2", "A1").rows()).isEqualTo(Map.of("a2", 2L, "A1", 1L));
            assertThat(copy.rows("SHOW TABLES")).containsExactlyInAnyOrder(List.of("a2"), List.of("A1"));
        }
    }

    /** Each transaction adds a row to both tables; at any one point in time they are as long. */
    @ParameterizedTest
    @EnumSource
    void allTablesAreOfOnePointInTimeWhileWritersGoOn(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging); TestSchema copy = scene.original().sibling(); Writers writers = new Writers()) {
            scene.original().execute("CREATE TABLE one (id INT AUTO_INCREMENT PRIMARY KEY, v VARCHAR(500))", "CREATE TABLE two LIKE one", "CREATE TABLE m (id INT AUTO_INCREMENT PRIMARY KEY) ENGINE=MyISAM");
            writers.repeat(scene.original(), "START TRANSACTION", "INSERT INTO one (v) VALUES (REPEAT('x', 500))", "INSERT INTO two (v) VALUES (REPEAT('y', 500))", "COMMIT");
            writers.repeat(scene.original(), "INSERT INTO m VALUES ()");
            for (int i = 0; i < 3; i++) {
                DumpedFiles copied = scene.copy();
                scene.restore(copied, copy);
                assertThat(copied.expectedRows().get("one")).isPositive().isEqualTo(copied.expectedRows().get("two"));
                assertThat(copy.rows("SELECT COUNT(*) FROM one")).isEqualTo(copy.rows("SELECT COUNT(*) FROM two"));
                copy.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theDocumentedPrivilegesAreEnoughAndAMissingOneIsNamed(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging)) {
            TestSchema schema = scene.original();
            String user = schema.name().replaceAll(".*_(\\d+_\\d+)$", "hot_$1");
            schema.execute("CREATE TABLE t (id INT)", "CREATE TABLE m (id INT) ENGINE=MyISAM", "CREATE USER " + user + "@'127.0.0.1' IDENTIFIED BY 'Secret-1'",
                    "GRANT SELECT, LOCK TABLES, SHOW VIEW, TRIGGER, EVENT ON `" + schema.name() + "`.* TO " + user + "@'127.0.0.1'");
            try {
                DatabaseAddress address = DatabaseAddress.of("127.0.0.1", schema.port(), user, () -> "Secret-1").withSchema(schema.name());
                assertThatThrownBy(() -> HotCopy.open(address, scene.selection().withoutAccounts(), scene.options(), DumpListener.NONE)).hasMessageContaining("RELOAD");
                schema.execute("GRANT RELOAD ON *.* TO " + user + "@'127.0.0.1'");
                assertThat(scene.copy(address, scene.selection().withoutAccounts()).paths()).anyMatch(path -> path.endsWith("/hotcopy/t.cfg"));
            } finally {
                schema.execute("DROP USER " + user + "@'127.0.0.1'");
            }
        }
    }

    private static void dropWhatHasNoFilesOfItsOwn(TestSchema schema) {
        // Partitions and histories that MariaDB alone knows, and that no other server takes.
        String history = "SELECT TABLE_NAME FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA=DATABASE() AND PARTITION_METHOD='SYSTEM_TIME'"
                + " UNION SELECT TABLE_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA=DATABASE() AND DATA_TYPE='bigint' AND GENERATION_EXPRESSION='ROW START'";
        schema.rows(history).forEach(row -> schema.execute("DROP TABLE " + Identifier.quote(row.get(0))));
        schema.rows("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA=DATABASE() AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') AND ENGINE NOT IN ('InnoDB', 'MyISAM')")
                .forEach(row -> schema.execute("DROP TABLE " + Identifier.quote(row.get(0))));
    }
}
