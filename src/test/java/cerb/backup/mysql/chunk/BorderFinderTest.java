package cerb.backup.mysql.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.schema.SchemaReader;
import java.util.Optional;
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

    private static Optional<KeyValue> border(TestSchema schema, String table, int length) {
        schema.execute("DROP TABLE IF EXISTS `" + table + "`",
                "CREATE TABLE `" + table + "` (k VARCHAR(120) CHARACTER SET ascii PRIMARY KEY)", "INSERT INTO `" + table + "` VALUES (REPEAT('k', " + length + "))");
        try (Session session = new Connections(schema.address()).open()) {
            return new BorderFinder(session, new SchemaReader(session, table::equals).read().tables().get(0)).after(Range.all(0), 0);
        }
    }
}
