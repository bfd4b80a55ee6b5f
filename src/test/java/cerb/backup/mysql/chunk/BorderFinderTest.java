package cerb.backup.mysql.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.schema.Table;
import cerb.backup.mysql.schema.read.SchemaReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BorderFinderTest {
    /** Three bytes each; of letters that servers write as five bytes in their own file names they refuse 64. */
    private static final String LONG_NAME = "\u1ec7".repeat(64);

    @ParameterizedTest
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void aBorderFitsAFileNameNextToTheTablesName(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            assertThat(border(schema, LONG_NAME, 58)).as("192 + 1 + 58 + 4 bytes").isPresent();
            assertThat(border(schema, LONG_NAME, 59)).isEmpty();
            assertThat(border(schema, "t", 100)).isPresent();
            assertThat(border(schema, "t", 101)).isEmpty();
        }
    }

    /** 6,000 chunks are 50 GB and more. */
    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void ordersAsManyBordersAsALargeTableHas(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour); Session session = new Connections(schema.address()).open()) {
            schema.execute("CREATE TABLE t (n BIGINT, b VARBINARY(8), k VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, PRIMARY KEY (n, b, k))");
            Table table = new SchemaReader(session, "t"::equals).read().tables().get(0);
            List<KeyValue> keys = new ArrayList<>();
            for (int n = -1000; n < 1000; n++) {
                keys.addAll(List.of(key(n, "7f", "b"), key(n, "80", "A"), key(n, "80", "b")));
            }
            List<KeyValue> shuffled = new ArrayList<>(keys);
            Collections.shuffle(shuffled, new Random(1));
            assertThat(new BorderFinder(session, table).order(shuffled)).extracting(shuffled::get).isEqualTo(keys);
        }
    }

    private static KeyValue key(int n, String bytes, String text) {
        return new KeyValue(List.of(String.valueOf(n), bytes, text));
    }

    private static Optional<KeyValue> border(TestSchema schema, String table, int length) {
        schema.execute("DROP TABLE IF EXISTS `" + table + "`",
                "CREATE TABLE `" + table + "` (k VARCHAR(120) CHARACTER SET ascii PRIMARY KEY)", "INSERT INTO `" + table + "` VALUES (REPEAT('k', " + length + "))");
        try (Session session = new Connections(schema.address()).open()) {
            return new BorderFinder(session, new SchemaReader(session, table::equals).read().tables().get(0)).after(Range.all(0), 0);
        }
    }
}
