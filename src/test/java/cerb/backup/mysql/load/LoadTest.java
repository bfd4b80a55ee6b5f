package cerb.backup.mysql.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.Tls;
import cerb.backup.mysql.dump.DamagedDump;
import cerb.backup.mysql.dump.Dump;
import cerb.backup.mysql.dump.DumpListener;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.DumpStream;
import cerb.backup.mysql.dump.DumpedFiles;
import cerb.backup.mysql.load.script.LoadOptions;
import cerb.backup.mysql.load.script.LoadSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoadTest {
    @Test
    void neverTouchesASchemaThatHoldsSomethingUnlessTold() throws Exception {
        try (TestSchema original = filled(); TestSchema copy = original.sibling()) {
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            original.execute("CREATE DATABASE " + copy.name());
            copy.execute("CREATE TABLE a (precious INT)", "INSERT INTO a VALUES (1)");
            assertThatThrownBy(() -> Load.into(copy.address(), options(false, Set.of(), Map.of())).run(dumped))
                    .isInstanceOf(DatabaseException.class).hasMessageContaining("refused");
            assertThat(copy.value("SELECT precious FROM a")).isEqualTo("1");
            Load.into(copy.address(), options(true, Set.of(), dumped.expectedRows())).run(dumped);
            assertThat(copy.value("SELECT GROUP_CONCAT(id ORDER BY id) FROM a")).isEqualTo("1,2,3");
        }
    }

    @Test
    void fewerRowsThanExpectedAreAFailure() throws Exception {
        try (TestSchema original = filled(); TestSchema copy = original.sibling()) {
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            assertThatThrownBy(() -> Load.into(copy.address(), options(false, Set.of(), Map.of("a", 4L, "b", 1L))).run(dumped))
                .isInstanceOf(DatabaseException.class).hasMessageContaining("`a`: 3 of 4").hasMessageNotContaining("`b`");
        }
    }

    @ParameterizedTest
    @EnumSource
    void otherValuesInAsManyRowsAreAFailure(Flavour flavour) throws Exception {
        try (TestSchema original = filled(flavour); TestSchema copy = original.sibling()) {
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            LoadOptions options = options(false, Set.of(), dumped.expectedRows())
                    .withChecksums(dumped.checksums(), dumped.report().server().flavour().name());
            String path = original.name() + "/data/a.sql";
            dumped.replace(path, new String(dumped.files().get(path)).replace("'y'", "'Y'"));
            assertThatThrownBy(() -> Load.into(copy.address(), options).run(dumped))
                    .isInstanceOf(DatabaseException.class).hasMessageContaining("`a`: checksum ").hasMessageNotContaining("`b`");
        }
    }

    @Test
    void checksumsOfTheOtherFamilyAreNotComparedAndThatIsSaid() throws Exception {
        try (TestSchema original = filled(); TestSchema copy = original.sibling()) {
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            LoadReport report = Load.into(copy.address(), options(false, Set.of(), dumped.expectedRows()).withChecksums(dumped.checksums(), "MYSQL")).run(dumped);
            assertThat(report.warnings()).anyMatch(warning -> warning.contains("checksums not compared: MARIADB writes"));
        }
    }

    @Test
    void checksumsOfATextThatIsNoLongerWrittenAreNotComparedAndThatIsSaid() throws Exception {
        try (TestSchema original = filled(); TestSchema copy = original.sibling()) {
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            LoadReport report = Load.into(copy.address(), options(false, Set.of(), dumped.expectedRows()).withChecksums(Map.of("a", "0123456789abcdef"), "MARIADB")).run(dumped);
            assertThat(report.warnings()).anyMatch(warning -> warning.contains("checksums not compared: the dump's are of a version"));
        }
    }

    @Test
    void singleTablesComeBackBesideOthers() throws Exception {
        try (TestSchema original = filled()) {
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            original.execute("DROP TABLE a", "INSERT INTO b VALUES (2)");
            Load.into(original.address(), options(false, Set.of("a"), dumped.expectedRows())).run(dumped);
            assertThat(original.value("SELECT COUNT(*) FROM a")).isEqualTo("3");
            assertThat(original.value("SELECT COUNT(*) FROM b")).isEqualTo("2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSingleTableHasItsTriggersAgainAndNoOther(Flavour flavour) throws Exception {
        try (TestSchema original = filled(flavour)) {
            original.execute("CREATE TRIGGER counting BEFORE INSERT ON `a` FOR EACH ROW SET NEW.id = NEW.id + 100", "CREATE TRIGGER of_another AFTER INSERT ON b FOR EACH ROW SET @seen = 1");
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            original.execute("DROP TRIGGER of_another");
            Load.into(original.address(), options(true, Set.of("a"), dumped.expectedRows())).run(dumped);
            original.execute("INSERT INTO a (id) VALUES (1)");
            assertThat(original.value("SELECT GROUP_CONCAT(id ORDER BY id) FROM a")).isEqualTo("1,2,3,101");
            assertThat(original.value("SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA=DATABASE()")).isEqualTo("1");
        }
    }

    @Test
    void aTriggerOfThatNameOnAnotherTableIsNeverDropped() throws Exception {
        try (TestSchema original = filled()) {
            original.execute("CREATE TRIGGER counting BEFORE INSERT ON a FOR EACH ROW SET NEW.id = NEW.id + 100");
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            original.execute("RENAME TABLE a TO a_old");
            Load load = Load.into(original.address(), options(false, Set.of("a"), dumped.expectedRows()));
            assertThatThrownBy(() -> load.examine(dumped)).isInstanceOf(DatabaseException.class).hasMessageContaining("`a_old` has a trigger of the name `counting`");
            assertThatThrownBy(() -> load.run(dumped)).isInstanceOf(DatabaseException.class).hasMessageContaining("`a_old` has a trigger of the name `counting`");
            assertThat(original.value("SELECT EVENT_OBJECT_TABLE FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA=DATABASE()")).isEqualTo("a_old");
        }
    }

    @Test
    void nothingIsDroppedForADumpThatCannotBeRead() throws Exception {
        try (TestSchema original = filled()) {
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            LoadSource damaged = new DamagedDump(dumped, "/data/b.sql");
            assertThatThrownBy(() -> Load.into(original.address(), options(true, Set.of(), dumped.expectedRows())).run(damaged))
                    .isInstanceOf(DatabaseException.class).hasMessageContaining("data/b.sql").hasMessageContaining("blob 1234 is damaged")
                    .extracting(e -> ((DatabaseException) e).remedy()).asString().contains("--from", "Nothing has been changed");
            assertThat(original.value("SELECT COUNT(*) FROM a")).isEqualTo("3");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedTableIsLeftOutAndAllElseIsLoaded(Flavour flavour) throws Exception {
        try (TestSchema original = filled(flavour); TestSchema copy = original.sibling()) {
            original.execute("CREATE VIEW seen AS SELECT id FROM a", "CREATE TABLE bare (id INT)");
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            LoadSource damaged = new DamagedDump(dumped, "/data/b.sql");
            LoadOptions options = options(false, Set.of(), dumped.expectedRows()).withChecksums(dumped.checksums(), dumped.report().server().flavour().name());
            assertThatThrownBy(() -> Load.into(copy.address(), options).run(damaged)).isInstanceOf(DatabaseException.class).hasMessageContaining("blob 1234 is damaged")
                    .extracting(e -> ((DatabaseException) e).remedy()).asString().contains("--from", "--skip-table b,", "--overwrite");
            assertThatThrownBy(() -> Load.into(copy.address(), options.withoutRowsOf(Set.of("bb"))).run(damaged)).hasMessageContaining("no table `bb`");
            LoadOptions again = options(true, Set.of(), dumped.expectedRows()).withChecksums(dumped.checksums(), dumped.report().server().flavour().name());
            LoadReport report = Load.into(copy.address(), again.withoutRowsOf(Set.of("b"))).run(damaged);
            assertThat(report.rows()).isEqualTo(Map.of("a", 3L, "b", 0L, "bare", 0L));
            assertThat(copy.value("SELECT COUNT(*) FROM b")).isEqualTo("0");
            assertThat(copy.value("SELECT COUNT(*) FROM seen")).isEqualTo("3");
            assertThat(copy.rows("SHOW TABLES LIKE 'cerb%'")).as("it is whole, as far as was asked").isEmpty();
        }
    }

    @Test
    void whatWouldBeRefusedIsKnownWithoutAChange() throws Exception {
        try (TestSchema original = filled(); TestSchema copy = original.sibling()) {
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            assertThatThrownBy(() -> Load.into(original.address(), options(false, Set.of(), dumped.expectedRows())).examine(dumped))
                    .isInstanceOf(DatabaseException.class).hasMessageContaining("objects already");
            Load.into(copy.address(), options(false, Set.of(), dumped.expectedRows())).examine(dumped);
            assertThat(original.value("SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME='" + copy.name() + "'")).isEqualTo("0");
        }
    }

    @Test
    void aTableThatTheDumpLacksIsNamedBeforeAnythingIsTouched() throws Exception {
        try (TestSchema original = filled(); TestSchema copy = original.sibling()) {
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            assertThatThrownBy(() -> Load.into(original.address(), options(true, Set.of("a", "bb", "v"), Map.of())).run(dumped))
                    .isInstanceOf(DatabaseException.class).hasMessageContaining("no table `bb`, `v`").hasMessageNotContaining("`a`");
            assertThat(original.value("SELECT COUNT(*) FROM a")).isEqualTo("3");
            dumped.remove(original.name() + "/data/a.sql");
            Load.into(copy.address(), options(false, Set.of("a"), Map.of())).run(dumped);
            assertThat(copy.value("SELECT COUNT(*) FROM a")).as("of a definition without rows").isEqualTo("0");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MYSQL")
    void whatTheDiskOfTheServerHasNoRoomForIsRefusedBeforeAnythingIsDropped(Flavour flavour) throws Exception {
        try (TestSchema original = filled(flavour)) {
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            LoadOptions options = options(true, Set.of(), dumped.expectedRows());
            assertThatThrownBy(() -> Load.into(original.address(), options).run(dumped.claiming(original.name() + "/data/a.sql", 1L << 60)))
                    .isInstanceOf(DatabaseException.class).hasMessageContaining("refused: it takes 274877906945 MiB at least").hasMessageContaining("MiB free");
            assertThat(original.value("SELECT COUNT(*) FROM a")).isEqualTo("3");
            Load.into(original.address(), options).run(dumped);
        }
    }

    @Test
    void aDiskThatIsNotSeenFromHereIsNoReasonToRefuse() throws Exception {
        // The tests' MySQL runs below a root directory of its own.
        try (TestSchema original = filled(Flavour.MYSQL); TestSchema copy = original.sibling()) {
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            LoadReport report = Load.into(copy.address(), options(false, Set.of(), dumped.expectedRows())).run(dumped.claiming(original.name() + "/data/a.sql", 1L << 60));
            assertThat(report.rows()).containsEntry("a", 3L);
        }
    }

    @Test
    void aFailingFileFailsTheLoad() throws Exception {
        try (TestSchema original = filled(); TestSchema copy = original.sibling()) {
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            String path = original.name() + "/data/a.sql";
            dumped.replace(path, new String(dumped.files().get(path)).replace("(2,", "(1,"));
            assertThatThrownBy(() -> Load.into(copy.address(), options(false, Set.of(), Map.of())).run(dumped))
                    .isInstanceOf(DatabaseException.class).hasMessageContaining(path);
        }
    }

    @ParameterizedTest
    @EnumSource
    void keysThatNeedNotBeUniqueAreMadeAfterTheRowsWhereTheEngineCan(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            original.execute("CREATE TABLE words (id INT PRIMARY KEY, v TEXT, KEY (v(9)), FULLTEXT KEY (v)) ENGINE=MyISAM", "INSERT INTO words VALUES (1,'letter paper'),(2,'paper')",
                    "CREATE TABLE seen (disabled INT)");
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            String path = original.name() + "/data/words.sql";
            dumped.replace(path, new String(dumped.files().get(path)) + "INSERT INTO seen SELECT COUNT(*) FROM information_schema.STATISTICS WHERE TABLE_SCHEMA=DATABASE()"
                    + " AND TABLE_NAME='words' AND COMMENT='disabled';\n");
            Load.into(copy.address(), options(false, Set.of(), Map.of())).run(dumped);
            assertThat(copy.value("SELECT disabled FROM seen")).as("while rows came").isEqualTo("2");
            assertThat(copy.value("SELECT COUNT(*) FROM information_schema.STATISTICS WHERE TABLE_SCHEMA=DATABASE() AND COMMENT='disabled'")).isEqualTo("0");
            assertThat(copy.value("SELECT GROUP_CONCAT(id) FROM words WHERE MATCH (v) AGAINST ('letter' IN BOOLEAN MODE)")).isEqualTo("1");
        }
    }

    @Test
    void anAccountThatMayNotSwitchKeysOffLoadsATableAllTheSame() throws Exception {
        try (TestSchema original = TestSchema.on(Flavour.MARIADB); TestSchema copy = original.sibling()) {
            original.execute("CREATE TABLE words (id INT PRIMARY KEY, v TEXT, FULLTEXT KEY (v)) ENGINE=MyISAM", "INSERT INTO words VALUES (1,'letter paper')");
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults().withoutAccounts());
            String account = "'" + copy.name() + "'@'127.0.0.1'";
            original.execute("CREATE USER " + account, "GRANT SELECT, INSERT, DELETE, CREATE, DROP ON " + copy.name() + ".* TO " + account);
            try {
                DatabaseAddress address = DatabaseAddress.of("127.0.0.1", original.port(), copy.name(), () -> "").withSchema(copy.name());
                assertThat(Load.into(address, options(false, Set.of("words"), dumped.expectedRows())).run(dumped).rows()).containsEntry("words", 1L);
            } finally {
                original.execute("DROP USER " + account);
            }
        }
    }

    @Test
    void aWholeDumpIsOneStreamOfTheSameText() throws Exception {
        try (TestSchema original = filled()) {
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            try (DumpStream stream = new DumpStream(Dump.open(socketAddress(original), DumpOptions.defaults(), DumpListener.NONE))) {
                assertThat(new String(stream.readAllBytes()).length())
                        .isEqualTo(dumped.files().values().stream().mapToInt(file -> file.length).sum());
                assertThat(stream.report().tables()).isEqualTo(dumped.report().tables());
            }
        }
    }

    /** Through the server's Unix socket. */
    private static DatabaseAddress socketAddress(TestSchema schema) {
        return new DatabaseAddress("ignored", 0, Oracles.mariadb().socket().toString(), schema.name(), "root", () -> "", Tls.PREFERRED);
    }

    private static LoadOptions options(boolean overwrite, Set<String> tables, Map<String, Long> expected) {
        return new LoadOptions(2, overwrite, tables, expected);
    }

    private static TestSchema filled() throws Exception {
        return filled(Flavour.MARIADB);
    }

    private static TestSchema filled(Flavour flavour) throws Exception {
        TestSchema schema = TestSchema.on(flavour);
        schema.execute("CREATE TABLE a (id INT PRIMARY KEY, v TEXT)", "INSERT INTO a VALUES (1,'x'),(2,'y'),(3,NULL)",
                "CREATE TABLE b (id INT PRIMARY KEY) ENGINE=MyISAM", "INSERT INTO b VALUES (1)",
            "CREATE VIEW v AS SELECT * FROM a");
        return schema;
    }
}
