package cerb.backup.mysql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.DumpedFiles;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TableReaderTest {
    @ParameterizedTest
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void anIndexThatIsHiddenFromTheOptimizerOrdersNothing(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            String hidden = schema.isMariaDb() ? "IGNORED" : "INVISIBLE";
            schema.execute("CREATE TABLE t (a INT NOT NULL, b INT NOT NULL, UNIQUE KEY kb (b), UNIQUE KEY ka (a) " + hidden + ")",
                    "INSERT INTO t VALUES (1,20),(2,10)");
            DumpedFiles dumped = DumpedFiles.of(schema.address(), DumpOptions.defaults());
            assertThat(new String(dumped.files().get(schema.name() + "/data/t.sql"))).contains("(10,2),\n(20,1);");
        }
    }
}
