package cerb.backup.mysql.lock;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.schema.Table;
import cerb.backup.mysql.schema.read.SchemaReader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FileLocksTest {
    private static final LockListener SILENT = new LockListener() {
        @Override
        public void stalled(String lock, long stalledMillis, long pauseMillis) { }

        @Override
        public void warning(String message) { }

        @Override
        public void doubt(String message) { }
    };

    /** As where the disk that is copied to hangs: whoever has the locks does nothing, for ever. */
    @ParameterizedTest
    @EnumSource
    void writersGoOnWhenTheTimeIsOverWhateverTheHolderDoes(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            schema.execute("CREATE TABLE i (id INT)", "CREATE TABLE m (id INT) ENGINE=MyISAM");
            LockLimits limits = new LockLimits(Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofMinutes(1), false);
            try (FileLocks locks = FileLocks.take(new Connections(schema.address()), tables(schema), limits, Duration.ofSeconds(1), SILENT)) {
                assertThatCode(() -> schema.execute("INSERT INTO i VALUES (1)", "INSERT INTO m VALUES (1)")).as("writes, which give up after 20 seconds").doesNotThrowAnyException();
                assertThatThrownBy(locks::release).hasMessageContaining("1000 ms of hotcopy.max-lock").hasMessageContaining("given up");
            }
        }
    }

    private static List<Table> tables(TestSchema schema) {
        try (Session session = new Connections(schema.address()).open()) {
            return new SchemaReader(session, table -> true).read().tables();
        }
    }
}
