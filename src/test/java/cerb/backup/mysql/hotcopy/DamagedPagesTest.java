package cerb.backup.mysql.hotcopy;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.DumpedFiles;
import cerb.backup.mysql.dump.report.DumpReport;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages that rot on the server's disk, where neither the server nor FOR EXPORT looks at them. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DamagedPagesTest {
    private static final int PAGE = 16384;
    /** Of the table's segments: written when it is made, and not again. */
    private static final int INODES = 2;

    @TempDir
    private Path staging;

    @ParameterizedTest
    @CsvSource({"MARIADB, full_crc32", "MARIADB, crc32", "MARIADB_DEBIAN, full_crc32", "MYSQL, crc32", "MYSQL, innodb", "MYSQL, none"})
    void makeTheCopyIncompleteWhateverTheChecksum(Flavour flavour, String algorithm) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging)) {
            TestSchema schema = scene.original();
            String before = schema.value("SELECT @@GLOBAL.innodb_checksum_algorithm");
            schema.execute("SET GLOBAL innodb_checksum_algorithm=" + algorithm);
            try {
                schema.execute("CREATE TABLE rotten (id INT PRIMARY KEY, t TEXT)", "CREATE TABLE sound (id INT PRIMARY KEY)", "INSERT INTO rotten VALUES (1, REPEAT('x', 60000))");
                assertThat(scene.copy().report().omissions()).isEmpty();
            } finally {
                schema.execute("SET GLOBAL innodb_checksum_algorithm=" + before);
            }
            spoil(scene.options().dataDirectory().resolve(schema.name()).resolve("rotten.ibd"));
            DumpReport report = scene.copy().report();
            if (algorithm.equals("none")) {
                assertThat(report.omissions()).isEmpty();
            } else {
                assertThat(report.omissions()).singleElement().asString().startsWith("table rotten is damaged at the server").contains("in rotten.ibd page " + INODES + " has not the checksum");
                assertThat(report.incomplete()).isTrue();
            }
        }
    }

    private static void spoil(Path file) throws Exception {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'r', 'o', 't'}), INODES * PAGE + PAGE / 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void soundPagesOfEveryFormAreSoundAndCompressedOnesUnknown(Flavour flavour) throws Exception {
        try (HotScene scene = new HotScene(flavour, staging)) {
            scene.original().execute(FormsOfTables.statements(scene.original().isMariaDb()));
            DumpedFiles copied = scene.copy();
            assertThat(copied.report().omissions()).isEmpty();
            assertThat(copied.report().notes()).filteredOn(note -> note.startsWith("pages are compressed")).singleElement().asString().endsWith("in compressed, pages");
        }
    }
}
