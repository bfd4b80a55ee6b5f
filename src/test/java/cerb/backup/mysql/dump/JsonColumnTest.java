package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.load.Load;
import cerb.backup.mysql.load.LoadReport;
import cerb.backup.mysql.load.script.LoadOptions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** MySQL's JSON, which can hold what no JSON text can: a number with all its digits, a date, bytes. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JsonColumnTest {
    @Test
    void everyDigitIsInTheDumpAndWhatAServerMakesOfItPassesTheVerification() throws Exception {
        try (TestSchema original = filled(); TestSchema copy = original.sibling()) {
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            assertThat(new String(dumped.files().get(original.name() + "/data/audit.sql"))).contains("\"amount\": 12345678901234567890.1230000000", "\"big\": 18446744073709551616");
            assertThat(dumped.report().notes()).singleElement().asString().startsWith("JSON is dumped as text, by table audit: ");
            assertThat(dumped.report().omissions()).isEmpty();

            LoadReport report = Load.into(copy.address(), options(dumped, dumped.checksums())).run(dumped);
            assertThat(report.compared()).isEqualTo(1);
            assertThat(copy.value("SELECT JSON_EXTRACT(doc, '$.amount') FROM audit WHERE id=1")).isEqualTo("1.2345678901234567e19");
            assertThat(copy.value("SELECT JSON_EXTRACT(doc, '$.day') FROM audit WHERE id=1")).isEqualTo("\"2026-01-31\"");
            assertThat(copy.value("SELECT COUNT(*) FROM seen")).as("views are made").isEqualTo("2");
        }
    }

    @Test
    void anotherNumberInJsonIsAFailure() throws Exception {
        try (TestSchema original = filled(); TestSchema copy = original.sibling()) {
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            String path = original.name() + "/data/audit.sql";
            dumped.replace(path, new String(dumped.files().get(path)).replace("1.50", "1.51"));
            assertThatThrownBy(() -> Load.into(copy.address(), options(dumped, dumped.checksums())).run(dumped)).isInstanceOf(DatabaseException.class).hasMessageContaining("`audit`: checksum j:");
        }
    }

    @Test
    void aChecksumOverTheTextOfJsonIsNoLongerCompared() throws Exception {
        try (TestSchema original = filled(); TestSchema copy = original.sibling()) {
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            LoadReport report = Load.into(copy.address(), options(dumped, Map.of("audit", "b:0123456789abcdef"))).run(dumped);
            assertThat(report.compared()).isZero();
            assertThat(report.warnings()).anyMatch(warning -> warning.contains("checksums not compared: the dump's are of a version"));
        }
    }

    private static LoadOptions options(DumpedFiles dumped, Map<String, String> checksums) {
        return new LoadOptions(2, false, Set.of(), dumped.expectedRows()).withChecksums(checksums, dumped.report().server().flavour().name());
    }

    private static TestSchema filled() throws Exception {
        TestSchema schema = TestSchema.on(Flavour.MYSQL);
        schema.execute("CREATE TABLE audit (id INT PRIMARY KEY, doc JSON, note VARCHAR(9))", """
            INSERT INTO audit SELECT 1, JSON_OBJECT('amount', CAST('12345678901234567890.123' AS DECIMAL(30, 10)), 'big', CAST('18446744073709551616' AS DECIMAL(30)),
            'day', DATE '2026-01-31', 'at', TIMESTAMP '2026-01-31 10:11:12.5', 'bytes', X'00FF', 'zero', CAST('0.00' AS DECIMAL(4, 2)), 'text', 'a "1.50" \\\\ 2.50'), 'x'""",
            "INSERT INTO audit SELECT 2, JSON_ARRAY(CAST('1.50' AS DECIMAL(9, 2)), 1e300, -0e0, 1, NULL), NULL", "INSERT INTO audit VALUES (3, NULL, 'x'), (4, 'null', 'x')",
            "CREATE VIEW seen AS SELECT id FROM audit WHERE id < 3");
        return schema;
    }
}
