package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.load.Load;
import cerb.backup.mysql.load.LoadOptions;
import cerb.backup.mysql.load.LoadReport;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTripTest {
    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void everyTypeAndObjectComesBackBitForBit(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            original.execute(TortureSchema.statements(original.isMariaDb()));
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            LoadReport report = Load.into(copy.address(), new LoadOptions(2, false, Set.of(), dumped.expectedRows())).run(dumped);
            SchemaComparison.assertEqual(original, copy);
            assertThat(dumped.report().omissions()).isEmpty();
            assertThat(report.rows()).containsAllEntriesOf(dumped.expectedRows().entrySet().stream().filter(entry -> entry.getValue() > 0)
                .collect(java.util.stream.Collectors.toMap(java.util.Map.Entry::getKey, java.util.Map.Entry::getValue)));
        }
    }
}
