package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.report.PreviousChunk;
import cerb.backup.mysql.dump.report.TableReport;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChunkBordersTest {
    private static final long MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void bordersAreInheritedSoThatOnlyTouchedFilesChange(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            fill(schema);
            DumpedFiles first = settled(schema);
            assertThat(paths(first, "plain")).hasSizeBetween(3, 8);
            assertThat(paths(first, "composite")).hasSizeBetween(3, 8);
            assertThat(paths(first, "keyless")).hasSizeBetween(3, 12);
            schema.execute("UPDATE plain SET v='changed' WHERE id=7", "DELETE FROM plain WHERE id=30001",
                    "INSERT INTO plain (v) VALUES ('one more')");
            DumpedFiles second = DumpedFiles.of(schema.address(), DumpOptions.defaults().withPreviousChunks(first.chunks()));
            assertThat(withRows(second)).isEqualTo(withRows(first));
            assertThat(withRows(second).stream().filter(path -> !Arrays.equals(first.files().get(path), second.files().get(path))).count())
                .as("three chunks, and the schema with its AUTO_INCREMENT").isBetween(3L, 4L);

            DumpedFiles third = DumpedFiles.of(schema.address(), DumpOptions.defaults().withPreviousChunks(distorted(second.chunks())));
            assertThat(paths(third, "plain")).isNotEqualTo(paths(second, "plain"));
            assertThat(paths(third, "composite")).hasSizeLessThan(paths(second, "composite").size());
            assertThat(sums(third)).as("rows and checksums, whatever the borders").isEqualTo(sums(second));

            schema.execute("DELETE FROM keyless LIMIT 40");
            DumpedFiles fourth = DumpedFiles.of(schema.address(), DumpOptions.defaults());
            List<String> later = withRows(third).stream().filter(path -> path.contains("/keyless.0")).toList();
            assertThat(later).hasSizeGreaterThan(2);
            assertThat(later).as("the later files of a table without a key, whose first rows have gone")
                .allMatch(path -> Arrays.equals(third.files().get(path), fourth.files().get(path)));
        }
    }

    /** A first dump cuts by the server's estimate, which may be far off; what is too small for that is joined in the next ones. */
    private static DumpedFiles settled(TestSchema schema) throws Exception {
        DumpedFiles dump = DumpedFiles.of(schema.address(), DumpOptions.defaults());
        for (int i = 0; i < 2; i++) {
            dump = DumpedFiles.of(schema.address(), DumpOptions.defaults().withPreviousChunks(dump.chunks()));
        }
        return dump;
    }

    private static void fill(TestSchema schema) {
        schema.execute("CREATE TABLE plain (id INT AUTO_INCREMENT PRIMARY KEY, v VARCHAR(600))",
                "INSERT INTO plain (v) VALUES (REPEAT('a', 450)),(REPEAT('b', 450)),(REPEAT('c', 450)),(REPEAT('d', 450))");
        for (int i = 0; i < 7; i++) {
            schema.execute("INSERT INTO plain (v) SELECT CONCAT(v) FROM plain");
        }
        schema.execute("INSERT INTO plain (v) SELECT a.v FROM plain a JOIN plain b ON b.id < 150",
            "CREATE TABLE composite (kind VARCHAR(20) COLLATE utf8mb4_unicode_ci NOT NULL, day DATE NOT NULL, id INT NOT NULL, v VARCHAR(600), PRIMARY KEY (kind, day, id))",
            "INSERT INTO composite SELECT ELT(1 + id % 3, 'Zebra''s', '\u00e4rger', 'apple'), DATE_ADD('2026-01-01', INTERVAL id % 50 DAY), id, v FROM plain",
            "CREATE TABLE keyless (k INT NULL, v VARCHAR(600), KEY (k))", "INSERT INTO keyless SELECT id, CONCAT(v, id) FROM plain",
                "INSERT INTO keyless SELECT id, CONCAT(id, v) FROM plain",
                    "ANALYZE TABLE plain, composite, keyless");
    }

    /** Claims that the first chunk of one table is too large, its rows being long, and that all of another's are small. */
    private static Map<String, List<PreviousChunk>> distorted(Map<String, List<PreviousChunk>> chunks) {
        return Map.of(
            "plain", chunks.get("plain").stream()
                    .map(chunk -> new PreviousChunk(chunk.path(), chunk.path().endsWith("/plain.sql") ? 24 * MEBIBYTE : chunk.bytes(), 3 * chunk.rowBytes()))
                    .toList(),
            "composite", chunks.get("composite").stream().map(chunk -> new PreviousChunk(chunk.path(), MEBIBYTE, chunk.rowBytes())).toList());
    }

    /** All but a last file without rows, which a table without a key may have: how many are needed is not known when they are foreseen. */
    private static List<String> withRows(DumpedFiles dumped) {
        return dumped.paths().stream().filter(path -> !path.contains("/keyless.") || new String(dumped.files().get(path))
                .contains("INSERT")).toList();
    }

    private static List<String> paths(DumpedFiles dumped, String table) {
        return dumped.chunks().get(table).stream().map(PreviousChunk::path).sorted().toList();
    }

    private static Map<String, String> sums(DumpedFiles dumped) {
        return dumped.report().tables().stream().collect(Collectors.toMap(TableReport::table, table -> table.rows() + " " + table.checksum()));
    }
}
