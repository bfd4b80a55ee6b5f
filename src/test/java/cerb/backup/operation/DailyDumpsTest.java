package cerb.backup.operation;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.dump.Dump;
import cerb.backup.mysql.dump.DumpListener;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.operation.manifest.DatabasePart.TablePart;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.observer.RecoveryPointResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the dump of the next day stores. Tables that only grow have 95 % of the bytes; where rows change, 1 % of them do. Both engines, and keys that are a
 * number, text in two columns, or none.
 */
final class DailyDumpsTest {
    private static final String DIGIT = "(SELECT 0 n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 "
            + "UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)";

    @TempDir
    Path root;
    private Oracles.Database server;
    private String schema;

    @AfterEach
    void dropSchema() throws SQLException {
        server.dropSchema(schema);
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void theNextDayStoresAtMostFourHundredths(Flavour flavour) throws Exception {
        server = Oracles.database(flavour);
        schema = server.newSchema("daily");
        fill();
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        try (Engine engine = helpdesk.engine()) {
            RecoveryPointResult first = backUp(engine);
            long firstStored = stored(helpdesk);
            long mutable = table(first, "ticket").bytes() + table(first, "word").bytes();
            assertThat(100.0 * mutable / first.bytes()).as("percent of bytes in rows that change").isBetween(4.5, 5.5);
            assertThat(first.tables()).allMatch(table -> table.addedBytes() == table.bytes());

            aDayPasses();
            RecoveryPointResult second = backUp(engine);
            long storedByNow = stored(helpdesk);
            assertThat(100.0 * (storedByNow - firstStored) / firstStored).as("percent of what the first dump stored, %s", growth(second)).isLessThanOrEqualTo(4);
            assertThat(table(second, "message").reused()).isGreaterThan(0.98);
            assertThat(table(second, "body").reused()).isGreaterThan(0.98);
            assertThat(table(second, "ticket").reused()).isBetween(0.1, 0.99);
            assertThat(second.tables().stream().mapToLong(TablePart::addedBytes).sum()).isLessThanOrEqualTo(second.addedBytes());

            assertThat(backUp(engine).tables()).as("where nothing has changed").allMatch(table -> table.addedBytes() == 0);
        }
    }

    private void fill() throws SQLException {
        execute("CREATE TABLE message (id INT PRIMARY KEY AUTO_INCREMENT, headers TEXT) ENGINE=InnoDB",
                "CREATE TABLE body (id INT NOT NULL, data BLOB, chunk INT, KEY (id, chunk)) ENGINE=MyISAM",
                "CREATE TABLE ticket (id INT PRIMARY KEY, subject VARCHAR(250), updated INT) ENGINE=InnoDB",
                "CREATE TABLE word (kind VARCHAR(20) NOT NULL, word VARCHAR(90) NOT NULL, n INT, PRIMARY KEY (kind, word)) ENGINE=MyISAM",
                "INSERT INTO message (headers) SELECT " + text(14) + numbers(8_000),
                "INSERT INTO body SELECT n, " + text(24) + ", 1" + numbers(5_000),
                "INSERT INTO ticket SELECT n, " + text(4) + ", 0" + numbers(2_250),
                "INSERT INTO word SELECT IF(n % 2 = 0, 'spam', 'other'), " + text(2) + ", n" + numbers(1_600));
    }

    private void aDayPasses() throws SQLException {
        execute("INSERT INTO message (headers) SELECT " + text(13) + numbers(80),
                "INSERT INTO body SELECT 10000 + n, " + text(23) + ", 1" + numbers(50),
                "UPDATE ticket SET updated = updated + 1 ORDER BY SHA2(id, 256) LIMIT 23",
                "UPDATE word SET n = n + 1 ORDER BY SHA2(word, 256) LIMIT 16");
    }

    /** An expression: so many words of noise of 32 letters and as many that say the same everywhere. */
    private static String text(int words) {
        return IntStream.range(0, words).mapToObj(i -> "LEFT(SHA2(n * 100 + " + i + ", 256), 32)").collect(Collectors.joining(",", "CONCAT_WS(' and for the ', ", ")"));
    }

    private static String numbers(int count) {
        return " FROM (SELECT 1 + a.n + 10 * b.n + 100 * c.n + 1000 * d.n AS n FROM " + DIGIT + " a, " + DIGIT + " b, " + DIGIT + " c, " + DIGIT
                + " d) numbers WHERE n <= " + count + " ORDER BY n";
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = server.connect(schema); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private RecoveryPointResult backUp(Engine engine) throws IOException {
        DatabaseAddress address = DatabaseAddress.of(server.host(), server.port(), Oracles.Database.USER, () -> "").withSchema(schema);
        try (Run run = engine.recoveryPoint().begin(Set.of(Part.DATABASE), List.of());
                Dump dump = Dump.open(address, DumpOptions.defaults().withPreviousChunks(run.previousChunks()), DumpListener.NONE)) {
            for (Iterator<DumpPart> plan = dump.plan(); plan.hasNext();) {
                DumpPart part = plan.next();
                try (InputStream in = dump.read(part)) {
                    run.store(part, in);
                }
            }
            return run.commit(dump.finish());
        }
    }

    private static TablePart table(RecoveryPointResult result, String name) {
        Map<String, TablePart> tables = result.tables().stream().collect(Collectors.toMap(TablePart::name, Function.identity()));
        return tables.get(name);
    }

    private static String growth(RecoveryPointResult result) {
        return result.tables().stream().map(table -> table.name() + " " + table.addedBytes() + " of " + table.bytes()).collect(Collectors.joining(", "));
    }

    private static long stored(HelpdeskFixture helpdesk) throws IOException {
        try (var files = Files.walk(helpdesk.repository.resolve("data"))) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
