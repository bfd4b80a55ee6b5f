package cerb.backup.demo.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.Oracles.Flavour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentsTest {
    @Test
    void seesARowThatMovedAsTheSame() throws SQLException {
        assertThat(read("INSERT INTO t VALUES (1,'a'),(2,NULL)").differences(read("INSERT INTO t VALUES (2,NULL),(1,'a')")))
                .isEmpty();
    }

    @Test
    void tellsNullFromEmptyAndOneValueFromItsNeighbour() throws SQLException {
        assertThat(read("INSERT INTO t VALUES (1,NULL)").differences(read("INSERT INTO t VALUES (1,'')")))
                .containsExactly("table t: values differ in its 1 rows");
        assertThat(read("INSERT INTO t VALUES (11,'2')").differences(read("INSERT INTO t VALUES (1,'12')"))).hasSize(1);
    }

    @Test
    void countsARowThatIsThereTwice() throws SQLException {
        assertThat(read("INSERT INTO t VALUES (1,'a')").differences(read("INSERT INTO t VALUES (1,'a'),(1,'a')")))
                .containsExactly("table t: 1 rows became 2");
    }

    @Test
    void seesDefinitionsAndTablesThatWentOrCame() throws SQLException {
        assertThat(read("ALTER TABLE t ADD KEY (a)").differences(read("SELECT 1"))).singleElement().asString()
                .startsWith("table t: the definition became CREATE TABLE");
        assertThat(read("SELECT 1").differences(read("CREATE TABLE u (a INT)"))).containsExactly("table u is new");
        assertThat(read("SELECT 1").differences(read("DROP TABLE t"))).containsExactly("table t is missing");
    }

    @Test
    void leavesOutTheRowsOfTablesThatADumpLeavesEmpty() throws SQLException {
        assertThat(read("INSERT INTO t VALUES (1,'a')").withoutRowsOf(List.of("t", "none")).differences(read("SELECT 1"))).isEmpty();
    }

    @Test
    void seesBytesPermissionsTimesAndPathsOfFiles(@TempDir Path directory) throws Exception {
        var file = Files.writeString(Files.createDirectory(directory.resolve("d")).resolve("f"), "abc");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        var before = DirectoryContents.read(directory, path -> true);
        assertThat(before.files()).isEqualTo(1);
        assertThat(before.differences(before)).isEmpty();

        Files.writeString(file, "abd");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        assertThat(before.differences(DirectoryContents.read(directory, path -> true))).hasSize(1);
        Files.writeString(file, "abc");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_001));
        assertThat(before.differences(DirectoryContents.read(directory, path -> true))).hasSize(1);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(before.differences(DirectoryContents.read(directory, path -> true))).hasSize(1);
        Files.delete(file);
        Files.createSymbolicLink(directory.resolve("d/g"), Path.of("f"));
        assertThat(before.differences(DirectoryContents.read(directory, path -> true)))
                .containsExactly("d/f is missing", "d/g is new");
        assertThat(before.differences(DirectoryContents.read(directory, path -> !path.equals("d/g")))).hasSize(1);
    }

    @Test
    void findsAttachmentsWithoutTheirFileSizeOrHash(@TempDir Path storage) throws Exception {
        var database = Oracles.database(Flavour.MARIADB);
        var schema = database.newSchema("contents");
        Files.createDirectories(storage.resolve("attachments/a/b"));
        for (var id = 1; id <= 3; id++) {
            Files.writeString(storage.resolve("attachments/a/b/" + id), "abc");
        }
        try (var connection = database.connect(schema); var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE attachment (id INT, storage_key TEXT, storage_size INT, storage_sha1hash TEXT, "
                    + "storage_extension TEXT)");
            statement.execute("""
                    INSERT INTO attachment VALUES
                    (1, 'a/b/1', 3, 'a9993e364706816aba3e25717850c26c9cd0d89d', 'devblocks.storage.engine.disk'),
                    (2, 'a/b/2', 4, 'a9993e364706816aba3e25717850c26c9cd0d89d', 'devblocks.storage.engine.disk'),
                    (3, 'a/b/3', 3, 'b9993e364706816aba3e25717850c26c9cd0d89d', 'devblocks.storage.engine.disk'),
                    (4, 'a/b/4', 3, '', 'devblocks.storage.engine.disk'),
                    (5, 'a/b/5', 3, '', 'devblocks.storage.engine.s3')""");
            var files = AttachmentFiles.check(connection, storage);
            assertThat(files.rows()).isEqualTo(4);
            assertThat(files.findings()).satisfiesExactly(
                    finding -> assertThat(finding).endsWith("has 3 bytes instead of 4"),
                    finding -> assertThat(finding).endsWith("has another SHA-1 than its row says"),
                    finding -> assertThat(finding).endsWith("is missing"));
        }
        database.dropSchema(schema);
    }

    private static SchemaContents read(String change) throws SQLException {
        var database = Oracles.database(Flavour.MARIADB);
        var schema = database.newSchema("contents");
        try (var connection = database.connect(schema); var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (a INT, b VARCHAR(10))");
            statement.execute(change);
            return SchemaContents.read(connection);
        } finally {
            database.dropSchema(schema);
        }
    }
}
