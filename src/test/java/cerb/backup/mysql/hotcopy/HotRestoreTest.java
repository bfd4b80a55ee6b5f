package cerb.backup.mysql.hotcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Server;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.UnfitServerException;
import cerb.backup.mysql.dump.DamagedDump;
import cerb.backup.mysql.dump.DumpedFiles;
import cerb.backup.mysql.dump.SchemaComparison;
import cerb.backup.mysql.dump.report.CopiedFiles;
import cerb.backup.mysql.hotcopy.restore.HotRestore;
import cerb.backup.mysql.load.ability.Foreseen;
import cerb.backup.mysql.load.script.LoadOptions;
import cerb.backup.mysql.load.script.LoadSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HotRestoreTest {
    @TempDir
    private Path staging;

    @ParameterizedTest
    @EnumSource
    void refusesAServerThatCannotTakeTheFilesBeforeAnythingIsChanged(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging); TestSchema copy = scene.original().sibling()) {
            scene.original().execute("CREATE TABLE t (id INT)");
            DumpedFiles copied = scene.copy();
            CopiedFiles files = copied.report().files();
            Server server = copied.report().server();
            String otherOrder = files.byteOrder().equals("BIG_ENDIAN") ? "LITTLE_ENDIAN" : "BIG_ENDIAN";
            Map<String, CopiedFiles> cases = new LinkedHashMap<>();
            cases.put("innodb_page_size", new CopiedFiles(32768, files.byteOrder(), files.lowerCaseTableNames(), true, files.rowFormats()));
            cases.put("byte order", new CopiedFiles(files.pageSize(), otherOrder, files.lowerCaseTableNames(), true, files.rowFormats()));
            cases.put("lower_case_table_names", new CopiedFiles(files.pageSize(), files.byteOrder(), 1, true, files.rowFormats()));
            HotRestore restore = HotRestore.into(copy.address(), LoadOptions.defaults(), scene.options().dataDirectory());
            cases.forEach((word, other) -> assertThatThrownBy(() -> restore.run(copied, other, server.flavour(), server.version())).hasMessageContaining(word));
            assertThatThrownBy(() -> restore.run(copied, files, server.flavour(), "99.1.2")).hasMessageContaining("99.1.2");
            Server.Flavour otherFlavour = server.isMariaDb() ? Server.Flavour.MYSQL : Server.Flavour.MARIADB;
            assertThatThrownBy(() -> restore.run(copied, files, otherFlavour, server.version())).hasMessageContaining("they are of " + otherFlavour);
            assertThatThrownBy(() -> HotRestore.into(copy.address(), LoadOptions.defaults(), staging).run(copied, files, server.flavour(), server.version()))
                    .hasMessageContaining("cannot be reached");
            assertThat(scene.original().rows("SHOW DATABASES LIKE '" + copy.name().replace("_", "\\_") + "'")).isEmpty();
        }
    }

    @Test
    void filesOfAnOlderMariaDbGoIntoANewerButNotTheReverse() throws Exception {
        try (HotScene older = new HotScene(Flavour.MARIADB_DEBIAN, staging.resolve("older")); TestSchema newer = TestSchema.on(Flavour.MARIADB)) {
            older.original().execute(FormsOfTables.statements(true));
            older.restore(older.copy(), newer);
            SchemaComparison.assertEqual(older.original(), newer);
            try (HotScene scene = new HotScene(Flavour.MARIADB, staging.resolve("newer")); TestSchema back = TestSchema.on(Flavour.MARIADB_DEBIAN)) {
                scene.original().execute("CREATE TABLE t (id INT)");
                DumpedFiles copied = scene.copy();
                assertThatThrownBy(() -> scene.restore(copied, back)).hasMessageContaining("cannot take the copied files");
                assertThat(back.rows("SHOW TABLES")).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesOverNothingUnlessToldSo(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging); TestSchema target = TestSchema.on(flavour)) {
            scene.original().execute("CREATE TABLE t (id INT)", "INSERT INTO t VALUES (1)");
            target.execute("CREATE TABLE t (id INT)");
            DumpedFiles copied = scene.copy();
            assertThatThrownBy(() -> scene.restore(copied, target)).hasMessageContaining("refused");
            assertThat(target.rows("SELECT * FROM t")).isEmpty();
            HotRestore.into(target.address(), new LoadOptions(2, true, Set.of(), copied.expectedRows()), scene.options().dataDirectory())
                    .run(copied, copied.report().files(), copied.report().server().flavour(), copied.report().server().version());
            assertThat(target.rows("SELECT * FROM t")).containsExactly(List.of("1"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void dropsNothingForADefinitionThatTheServerRefusesAndSaysBeforeWhichViewWillNotBeMade(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging); TestSchema target = TestSchema.on(flavour)) {
            scene.original().execute("CREATE TABLE t (id INT)", "INSERT INTO t VALUES (1)", "CREATE TABLE gone (id INT)", "CREATE SQL SECURITY INVOKER VIEW v AS SELECT id FROM gone");
            target.execute("CREATE TABLE precious (id INT)");
            DumpedFiles copied = scene.without("gone").copy();
            String programs = scene.original().name() + "/post.sql";
            String made = new String(copied.files().get(programs));
            copied.replace(programs, "CREATE VIEW v AS SELECT id FROM gone;\n");
            HotRestore restore = HotRestore.into(target.address(), new LoadOptions(2, true, Set.of(), copied.expectedRows()), scene.options().dataDirectory());
            assertThat(examined(restore, copied).unmade()).containsOnlyKeys("view `v`");
            copied.replace(programs, "CREATE VIEW v AS SELECT no_such(id) FROM t;\n");
            assertThatThrownBy(() -> examined(restore, copied)).isInstanceOf(UnfitServerException.class).hasMessageContaining("view `v`: FUNCTION ");
            assertThatThrownBy(() -> restore.run(copied, copied.report().files(), copied.report().server().flavour(), copied.report().server().version())).isInstanceOf(UnfitServerException.class);
            assertThat(target.rows("SELECT * FROM precious")).isEmpty();
            copied.replace(programs, made);
            assertThat(examined(HotRestore.into(target.address().withSchema(target.name() + "_other"), new LoadOptions(2, false, Set.of(), copied.expectedRows()), scene.options().dataDirectory()), copied)
                    .tried()).isTrue();
            assertThat(target.rows("SHOW DATABASES LIKE '" + target.name().replace("_", "\\_") + "\\_other'")).isEmpty();
        }
    }

    private static Foreseen examined(HotRestore restore, DumpedFiles copied) {
        return restore.examine(copied, copied.report().files(), copied.report().server().flavour(), copied.report().server().version());
    }

    @ParameterizedTest
    @EnumSource
    void dropsNothingForACopyThatCannotBeReadAndCanLeaveATableOut(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging); TestSchema target = TestSchema.on(flavour)) {
            scene.original().execute("CREATE TABLE t (id INT)", "INSERT INTO t VALUES (1)", "CREATE TABLE other (id INT)", "INSERT INTO other VALUES (2)");
            target.execute("CREATE TABLE precious (id INT)");
            DumpedFiles copied = scene.copy();
            LoadSource damaged = new DamagedDump(copied, "/t.ibd");
            LoadOptions options = new LoadOptions(2, true, Set.of(), Map.of("other", 1L));
            HotRestore restore = HotRestore.into(target.address(), options, scene.options().dataDirectory());
            assertThatThrownBy(() -> restore.run(damaged, copied.report().files(), copied.report().server().flavour(), copied.report().server().version()))
                    .hasMessageContaining("t.ibd of the dump cannot be read").extracting(e -> ((DatabaseException) e).remedy()).asString().contains("--skip-table", "Nothing has been changed");
            assertThat(target.rows("SELECT * FROM precious")).isEmpty();
            assertThat(HotRestore.into(target.address(), options.withoutRowsOf(Set.of("t")), scene.options().dataDirectory())
                    .run(damaged, copied.report().files(), copied.report().server().flavour(), copied.report().server().version()).rows()).isEqualTo(Map.of("t", 0L, "other", 1L));
            assertThat(target.value("SELECT COUNT(*) FROM t")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tablesThatReferToEachOtherAreRestoredAtOnce(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging); TestSchema copy = scene.original().sibling()) {
            for (int i = 0; i < 9; i++) {
                scene.original().execute("SET foreign_key_checks=0",
                    "CREATE TABLE t" + i + " (id INT PRIMARY KEY, next INT, body TEXT" + (i % 3 == 1 ? ", FULLTEXT (body)" : "") + ", FOREIGN KEY (next) REFERENCES t" + (i + 1) % 9 + " (id)) DEFAULT CHARSET=utf8mb4",
                    "INSERT INTO t" + i + " VALUES (1, 1, 'some words'), (2, 2, NULL)");
                if (i % 3 == 0) {
                    scene.original().execute("CREATE TABLE p" + i + " (id INT PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 2", "INSERT INTO p" + i + " VALUES (1), (2), (3)");
                }
            }
            DumpedFiles copied = scene.copy();
            HotRestore.into(copy.address(), new LoadOptions(4, false, Set.of(), copied.expectedRows()), scene.options().dataDirectory())
                    .run(copied, copied.report().files(), copied.report().server().flavour(), copied.report().server().version());
            SchemaComparison.assertEqual(scene.original(), copy);
            assertThat(copy.value("SELECT COUNT(*) FROM t4 WHERE MATCH (body) AGAINST ('words')")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void filesKeepTheServersOwnerAndMode(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging); TestSchema copy = scene.original().sibling()) {
            scene.original().execute("CREATE TABLE i (id INT)", "CREATE TABLE m (id INT) ENGINE=MyISAM");
            scene.restore(scene.copy(), copy);
            for (String name : List.of("i.ibd", "m.MYD", "m.MYI")) {
                Path original = scene.options().dataDirectory().resolve(scene.original().name()).resolve(name);
                Path restored = scene.options().dataDirectory().resolve(copy.name()).resolve(name);
                assertThat(Files.getOwner(restored)).isEqualTo(Files.getOwner(original));
                assertThat(Files.getPosixFilePermissions(restored)).isEqualTo(Files.getPosixFilePermissions(original));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedOrShortTableFailsTheRestore(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging); TestSchema copy = scene.original().sibling()) {
            scene.original().execute("CREATE TABLE m (id INT) ENGINE=MyISAM", "INSERT INTO m VALUES (1), (2)");
            DumpedFiles copied = scene.copy();
            Map<String, Long> more = Map.of("m", 3L);
            assertThatThrownBy(() -> HotRestore.into(copy.address(), new LoadOptions(2, false, Set.of(), more), scene.options().dataDirectory())
                    .run(copied, copied.report().files(), copied.report().server().flavour(), copied.report().server().version())).hasMessageContaining("2 rows instead of 3");
            copied.remove(scene.original().name() + "/hotcopy/m.MYD");
            copy.close();
            assertThatThrownBy(() -> scene.restore(copied, copy)).hasMessageContaining("lacks the file m.MYD");
        }
    }
}
