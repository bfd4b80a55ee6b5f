package cerb.backup.mysql.hotcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.Oracles.Flavour;
import cerb.backup.demo.EmbeddedDatabase;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.DefinitionChangedException;
import cerb.backup.mysql.Server;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.DumpListener;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.SlowUpdate;
import cerb.backup.mysql.dump.StallCount;
import cerb.backup.mysql.dump.Writers;
import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.hotcopy.files.DataDirectory;
import cerb.backup.mysql.hotcopy.files.ServerTraits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HotCopyRefusalTest {
    @TempDir
    private Path staging;

    @ParameterizedTest
    @EnumSource
    void namesEveryTableThatCannotBeCopied(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging)) {
            TestSchema schema = scene.original();
            schema.execute("CREATE TABLE good (id INT)", "CREATE TABLE fleeting (id INT) ENGINE=MEMORY", "CREATE TABLE sheet (id INT NOT NULL) ENGINE=CSV");
            schema.execute(schema.isMariaDb() ? "CREATE TABLE odd (id INT) ENGINE=Aria" : "CREATE TABLE odd (id INT) TABLESPACE=innodb_system");
            assertThatThrownBy(scene::copy).isInstanceOfSatisfying(DatabaseException.class, e -> assertThat(e.remedy()).contains("dump.method=sql"))
                    .hasMessageContaining("fleeting (engine MEMORY)").hasMessageContaining("sheet (engine CSV)")
                    .hasMessageContaining(schema.isMariaDb() ? "odd (transactional Aria)" : "odd (it has no file of its own)").hasMessageNotContaining("good");
        }
    }

    @ParameterizedTest
    @EnumSource(names = "MYSQL", mode = EnumSource.Mode.EXCLUDE)
    void refusesTablesWhoseFilesAreElsewhere(Flavour flavour) throws Exception {
        Path elsewhere = Files.createDirectory(staging.resolve("elsewhere"));
        try (HotScene scene = new HotScene(flavour, staging)) {
            scene.original().execute("CREATE TABLE far (id INT) DATA DIRECTORY='" + elsewhere + "'",
                    "CREATE TABLE farther (id INT) ENGINE=MyISAM DATA DIRECTORY='" + elsewhere + "'", "CREATE TABLE near (id INT)");
            assertThatThrownBy(scene::copy).hasMessageContaining("far (its files are in another directory)")
                    .hasMessageContaining("farther (its files are in another directory)").hasMessageNotContaining("near");
        }
    }

    /** MariaDB makes each partition where the server's setting of that moment puts it. */
    @ParameterizedTest
    @EnumSource(names = "MYSQL", mode = EnumSource.Mode.EXCLUDE)
    void refusesATableOfWhichAPartitionIsInTheSharedTablespace(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging)) {
            TestSchema schema = scene.original();
            schema.execute("CREATE TABLE parted (id INT PRIMARY KEY) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10))");
            try {
                schema.execute("SET GLOBAL innodb_file_per_table=0", "ALTER TABLE parted ADD PARTITION (PARTITION p1 VALUES LESS THAN (20))");
            } finally {
                schema.execute("SET GLOBAL innodb_file_per_table=1");
            }
            schema.execute("INSERT INTO parted VALUES (1), (11)", "CREATE TABLE whole (id INT PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 2");
            assertThatThrownBy(scene::copy).hasMessageContaining("parted (1 of its 2 partitions have no file of their own)").hasMessageNotContaining("whole");
        }
    }

    @Test
    void refusesEncryptedTablesWhetherTheySaySoOrTheServerDoes() throws Exception {
        Path keys = Files.writeString(staging.resolve("keys"), "1;" + "0123456789abcdef".repeat(4) + "\n");
        try (EmbeddedDatabase server = EmbeddedDatabase.startInstalled(Oracles.mariadbd(), "--plugin-load-add=file_key_management", "--file-key-management-filename=" + keys);
                Connection connection = server.connect(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE vault");
            statement.execute("CREATE TABLE vault.secret (id INT) ENCRYPTED=YES");
            statement.execute("CREATE TABLE vault.plain (id INT)");
            DatabaseAddress address = DatabaseAddress.of("127.0.0.1", server.port(), EmbeddedDatabase.USER, () -> "").withSchema("vault");
            HotCopyOptions options = new HotCopyOptions(Duration.ofSeconds(10), true, server.dataDirectory(), staging.resolve("copies"));
            assertThatThrownBy(() -> HotCopy.open(address, DumpOptions.defaults(), options, DumpListener.NONE)).hasMessageContaining("secret (encrypted)")
                    .hasMessageNotContaining("plain");
            statement.execute("SET GLOBAL innodb_encrypt_tables=ON");
            assertThatThrownBy(() -> HotCopy.open(address, DumpOptions.defaults(), options, DumpListener.NONE)).hasMessageContaining("plain (encrypted)");
        }
    }

    /** MySQL leaves the column when it drops the index, and refuses its import; MariaDB imports a table that CHECK TABLE calls corrupt. */
    @ParameterizedTest
    @EnumSource
    void refusesAFileWithAColumnThatNoNewTableHas(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging); TestSchema copy = scene.original().sibling()) {
            scene.original().execute("CREATE TABLE once (id INT PRIMARY KEY, t TEXT, FULLTEXT ft (t))", "INSERT INTO once VALUES (1, 'x')", "ALTER TABLE once DROP INDEX ft");
            assertThatThrownBy(scene::copy).hasMessageContaining("once").hasMessageContaining("hidden column")
                    .isInstanceOfSatisfying(DatabaseException.class, e -> scene.original().execute(e.remedy().replaceFirst("Run (.*), which .*", "$1")));
            scene.restore(scene.copy(), copy);
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysWhoWouldBeBlockedAndRefusesWithoutLocking(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging).with(Duration.ofMillis(1), true)) {
            scene.original().execute("CREATE TABLE a (id INT)", "CREATE TABLE b (id INT) ENGINE=MyISAM");
            List<String> blocked = new ArrayList<>();
            boolean[] locked = new boolean[1];
            assertThatThrownBy(() -> scene.copy(new DumpListener() {
                @Override
                public void blocks(List<String> tables, long bytes, long millis) {
                    blocked.addAll(tables);
                }

                @Override
                public void pointTaken(long lockMillis) {
                    locked[0] = true;
                }
            })).hasMessageContaining("hotcopy.max-lock").hasMessageContaining("2 tables");
            assertThat(blocked).containsExactlyInAnyOrder("a", "b");
            assertThat(locked[0]).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void reckonsWithWhatTheServerHasYetToWrite(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging)) {
            scene.original().execute("CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, v VARCHAR(2000))");
            LockEstimate estimate;
            do {
                // it may have been written meanwhile
                scene.original().execute("INSERT INTO t (v) VALUES (REPEAT('x', 2000))");
                estimate = HotCopy.estimate(scene.address(), scene.selection(), scene.options());
            } while (estimate.dirty() == 0);
            assertThat(estimate.dirty()).isLessThanOrEqualTo(estimate.bytes());
            assertThat(new LockEstimate(estimate.tables(), 100, 300, 100).millis()).isBetween(4_000L, 4_100L);
        }
    }

    @Test
    void givesUpWhenTheTimeIsOver() throws Exception {
        Path file = Files.write(staging.resolve("file"), new byte[1000]);
        assertThatThrownBy(() -> new FileCopier(1, System.nanoTime() - TimeUnit.SECONDS.toNanos(2), Duration.ofSeconds(1)).copy(file, staging.resolve("copy"), 1000))
                .hasMessageContaining("hotcopy.max-lock").hasMessageContaining("given up");
    }

    @ParameterizedTest
    @EnumSource
    void aStatementThatHoldsATableIsNotWaitedForWhileWritersQueue(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging); Writers writers = new Writers()) {
            scene.original().execute("CREATE TABLE m (v INT) ENGINE=MyISAM", "INSERT INTO m VALUES (1)", "CREATE TABLE i (id INT AUTO_INCREMENT PRIMARY KEY)");
            writers.repeat(scene.original(), "INSERT INTO i VALUES ()");
            try (SlowUpdate slow = new SlowUpdate(scene.original(), "m")) {
                StallCount stalls = new StallCount(slow, 3);
                scene.copy(stalls);
                assertThat(stalls.locks()).hasSizeGreaterThanOrEqualTo(3);
            }
            assertThat(writers.longestMillis()).as("longest write into another table while the waiting was cut into pieces; it would have waited for the whole UPDATE").isLessThan(5_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotBelieveADirectoryOfAnotherServer(Flavour flavour) throws Exception {
        for (String engine : List.of("InnoDB", "MyISAM")) {
            try (HotScene scene = new HotScene(flavour, staging)) {
                TestSchema schema = scene.original();
                schema.execute("CREATE TABLE t (id INT PRIMARY KEY) ENGINE=" + engine);
                Path other = staging.resolve(engine);
                Path lookalike = lookalike(scene, other);
                if (!schema.isMariaDb()) {
                    assertThatThrownBy(scene.withDataDirectory(other)::copy).hasMessageContaining("auto.cnf");
                    Files.copy(schema.dataDirectory().resolve("auto.cnf"), other.resolve("auto.cnf"));
                }
                if (engine.equals("InnoDB")) {
                    Files.setLastModifiedTime(Files.createFile(lookalike.resolve("t.cfg")), FileTime.from(Instant.now().minusSeconds(60)));
                }
                schema.execute("INSERT INTO t VALUES (1)");
                assertThatThrownBy(scene.withDataDirectory(other)::copy).hasMessageContaining("cannot be reached").hasMessageContaining("server");
            }
        }
    }

    /** As a replica's, which are as long. */
    @ParameterizedTest
    @CsvSource({"MARIADB, MyISAM", "MARIADB, Aria TRANSACTIONAL=0", "MARIADB_DEBIAN, MyISAM", "MARIADB_DEBIAN, Aria TRANSACTIONAL=0", "MYSQL, MyISAM"})
    void doesNotBelieveFilesThatWereWrittenAtAnotherTime(Flavour flavour, String engine) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging)) {
            scene.original().execute("CREATE TABLE t (id INT PRIMARY KEY) ENGINE=" + engine, "INSERT INTO t VALUES (1)", "FLUSH TABLES");
            Path other = staging.resolve("other");
            Path lookalike = lookalike(scene, other);
            if (flavour == Flavour.MYSQL) {
                Files.copy(scene.options().dataDirectory().resolve("auto.cnf"), other.resolve("auto.cnf"));
            }
            Path rows = lookalike.resolve(engine.equals("MyISAM") ? "t.MYD" : "t.MAD");
            Files.setLastModifiedTime(rows, FileTime.from(Instant.now().minusSeconds(3600)));
            assertThatThrownBy(scene.withDataDirectory(other)::copy).hasMessageContaining(rows + " is not the server's: it was written last at");
        }
    }

    private static Path lookalike(HotScene scene, Path other) throws IOException {
        Path lookalike = Files.createDirectories(other.resolve(scene.original().name()));
        try (var files = Files.list(scene.options().dataDirectory().resolve(scene.original().name()))) {
            for (Path file : files.toList()) {
                Files.copy(file, lookalike.resolve(file.getFileName().toString()));
            }
        }
        return lookalike;
    }

    @Test
    void doesNotLookHereForTheFilesOfAnotherHost() {
        ServerTraits traits = new ServerTraits(new Server(Server.Flavour.MARIADB, "10.11.6", ""), 16384, 0, true, false, staging.toString());
        DatabaseAddress elsewhere = DatabaseAddress.of("db.example.org", 3306, "backups", () -> "");
        assertThatThrownBy(() -> DataDirectory.of(elsewhere, traits, null)).hasMessageContaining("another host: db.example.org")
                .isInstanceOfSatisfying(DatabaseException.class, e -> assertThat(e.remedy()).contains("hotcopy.data-directory"));
        assertThat(DataDirectory.of(elsewhere, traits, staging)).hasToString(staging.toString());
    }

    @ParameterizedTest
    @EnumSource
    void aDefinitionChangedRightAfterTheLockIsNoticed(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging)) {
            scene.original().execute("CREATE TABLE t (id INT)");
            assertThatThrownBy(() -> scene.copy(new DumpListener() {
                @Override
                public void pointTaken(long lockMillis) {
                    scene.original().execute("ALTER TABLE t ADD COLUMN c INT");
                }
            })).isInstanceOf(DefinitionChangedException.class).hasMessageContaining("table t");
        }
    }

    @Test
    void isIncompleteUntilEveryPartWasReadToItsEndAndAloneInItsDirectory() throws Exception {
        try (HotScene scene = new HotScene(Flavour.MARIADB, staging)) {
            scene.original().execute("CREATE TABLE t (id INT)");
            try (HotCopy copy = HotCopy.open(scene.address(), scene.selection(), scene.options(), DumpListener.NONE)) {
                assertThatThrownBy(scene::copy).hasMessageContaining("another hot copy");
                Iterator<DumpPart> plan = copy.plan();
                while (plan.hasNext()) {
                    DumpPart part = plan.next();
                    try (var in = copy.read(part)) {
                        if (part.path().endsWith("t.ibd")) {
                            in.readNBytes(100);
                        } else {
                            in.readAllBytes();
                        }
                    }
                }
                assertThatThrownBy(copy::finish).hasMessageContaining("t.ibd was not read to its end");
            }
            assertThat(scene.copy().report().tables()).hasSize(1);
        }
    }
}
