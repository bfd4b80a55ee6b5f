package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.TestSchema;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Changes that what a server tells of a table does not show: a dump that took one of these signs for "unchanged" would lose data. Each case changes
 * something between two dumps, the second of which knows the chunks of the first.
 */
class UnseenChangesTest {
    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void theSecondDumpHoldsWhatNoSignShows(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            schema.execute("CREATE TABLE checked (k INT PRIMARY KEY, v INT) ENGINE=MyISAM CHECKSUM=1");
            List<Integer> twins = twins(schema);
            schema.execute("INSERT INTO checked VALUES (1," + twins.get(1) + "),(" + twins.get(0) + "," + twins.get(2) + ")",
                    "CREATE TABLE one (id INT PRIMARY KEY, v VARCHAR(20))", "CREATE TABLE two LIKE one",
                    "START TRANSACTION", "INSERT INTO one VALUES (1,'of one')", "INSERT INTO two VALUES (1,'of two')", "COMMIT",
                    "CREATE TABLE parent (id INT PRIMARY KEY)", "INSERT INTO parent VALUES (1),(2)",
                    "CREATE TABLE child (id INT PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES parent (id) ON DELETE CASCADE)",
                    "INSERT INTO child VALUES (71,1),(72,2)",
                    "CREATE TABLE unlogged (id INT PRIMARY KEY, v VARCHAR(20))", "INSERT INTO unlogged VALUES (1,'logged')");
            DumpedFiles first = DumpedFiles.of(schema.address(), DumpOptions.defaults());
            long checksum = liveChecksum(schema);

            schema.execute("UPDATE checked SET v=" + (twins.get(1) + twins.get(2)) + "-v",
                    "RENAME TABLE one TO three, two TO one, three TO two",
                    "DELETE FROM parent WHERE id=1",
                    "SET SESSION sql_log_bin=0", "UPDATE unlogged SET v='not logged'");
            assertThat(liveChecksum(schema)).as("the live checksum does not show that two rows have exchanged their values").isEqualTo(checksum);
            DumpedFiles second = DumpedFiles.of(schema.address(), DumpOptions.defaults().withPreviousChunks(first.chunks()));
            assertThat(text(second, "checked")).contains("(1," + twins.get(2) + ")", "(" + twins.get(0) + "," + twins.get(1) + ")");
            assertThat(text(second, "one")).contains("of two");
            assertThat(text(second, "two")).contains("of one");
            assertThat(text(second, "child")).contains("72").doesNotContain("71");
            assertThat(text(second, "unlogged")).contains("not logged");
        }
    }

    /**
     * A key and two values that it and row 1 can exchange without another sum of the rows' checksums. Checksums are linear: those of two keys differ by
     * the same bits whatever the value, so that few values need be tried for a key with few such bits.
     */
    private static List<Integer> twins(TestSchema schema) throws SQLException {
        try (Connection connection = schema.connect(); Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION sql_log_bin=0");
            statement.execute("INSERT INTO checked VALUES (1,0)");
            long one = ofOneRow(statement, 1, 0);
            int key = 0;
            int fewest = Long.SIZE;
            for (int k = 2; k < 600; k++) {
                int bits = Long.bitCount(one ^ ofOneRow(statement, k, 0));
                key = bits < fewest ? k : key;
                fewest = Math.min(bits, fewest);
            }
            Map<Long, Integer> seen = new HashMap<>();
            for (int v = 0;; v++) {
                Integer twin = seen.putIfAbsent(ofOneRow(statement, 1, v) - ofOneRow(statement, key, v), v);
                if (twin != null) {
                    statement.execute("DELETE FROM checked");
                    return List.of(key, twin, v);
                }
            }
        }
    }

    private static long ofOneRow(Statement statement, int k, int v) throws SQLException {
        statement.execute("UPDATE checked SET k=" + k + ", v=" + v);
        return liveChecksum(statement);
    }

    private static long liveChecksum(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("CHECKSUM TABLE checked QUICK")) {
            result.next();
            return result.getLong(2);
        }
    }

    private static long liveChecksum(TestSchema schema) throws SQLException {
        try (Connection connection = schema.connect(); Statement statement = connection.createStatement()) {
            return liveChecksum(statement);
        }
    }

    private static String text(DumpedFiles dumped, String table) {
        return dumped.files().entrySet().stream().filter(file -> file.getKey().endsWith("/data/" + table + ".sql"))
                .map(file -> new String(file.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining());
    }
}
