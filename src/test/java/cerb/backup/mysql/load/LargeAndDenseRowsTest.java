package cerb.backup.mysql.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.DumpedFiles;
import cerb.backup.mysql.dump.SchemaComparison;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LargeAndDenseRowsTest {
    private static final DumpOptions PLAIN = DumpOptions.defaults().withoutAccounts();
    /** What could end a literal, a statement or a line too early, or begin a remark or an escape of JDBC's. */
    private static final List<String> WORDS = List.of("'", "''", "\\", "\\\\'", "\"", "`", "\0", "\n", "\r\n", "\032", ";\n", "');\n", "\nDELIMITER ;;\n", "\n-- x\n", "/*! x */", "#", "{d '2020-01-01'}", "{", "}", "%", "_",
            "?", "\\0", "\\n", "ü", "日本", "\ud83d\ude00", "0x00", "_binary '");

    @ParameterizedTest
    @EnumSource
    void rowsBeyondSixteenMebibytesComeBack(Flavour flavour) throws Exception {
        try (AutoCloseable packet = packet(flavour, 64 << 20); TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            original.execute("CREATE TABLE large (id INT PRIMARY KEY, b LONGBLOB, t LONGTEXT)", "INSERT INTO large VALUES (1, REPEAT(RANDOM_BYTES(1024), 20480), NULL), (2, 'x', 'y')",
                "INSERT INTO large VALUES (3, NULL, REPEAT('\\\"it''s\\n\\\\ü\\\\\\\\', 1650000))");
            assertThat(original.value("SELECT GROUP_CONCAT(COALESCE(LENGTH(b), LENGTH(t)) >> 20) FROM large WHERE id <> 2")).isEqualTo("20,17");
            load(original, copy);
            assertThat(copy.rows("SELECT id, SHA2(b, 256), SHA2(t, 256) FROM large ORDER BY 1")).isEqualTo(original.rows("SELECT id, SHA2(b, 256), SHA2(t, 256) FROM large ORDER BY 1"));
        }
    }

    private static AutoCloseable packet(Flavour flavour, int bytes) throws Exception {
        // The MySQL server, which others use, has as much by default.
        return flavour == Flavour.MYSQL ? () -> { } : new GlobalSetting(flavour, "max_allowed_packet", String.valueOf(bytes));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MYSQL")
    void aStatementTooLongForTheServerIsRefusedWithTheSettingThatTakesIt(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            original.execute("CREATE TABLE large (id INT PRIMARY KEY, t LONGTEXT)", "INSERT INTO large VALUES (1, REPEAT('x', 3000000)), (2, REPEAT('y', 700000))");
            DumpedFiles dumped = DumpedFiles.of(original.address(), PLAIN);
            try (AutoCloseable little = packet(flavour, 1 << 20)) {
                DatabaseException refusal = catchThrowableOfType(DatabaseException.class, () -> Load.into(copy.address(), HalfLoad.options(dumped, false)).run(dumped));
                assertThat(refusal).hasMessageContaining("refused").hasMessageContaining("data/large.sql").hasMessageContaining("max_allowed_packet of the server is 1048576");
                assertThat(original.rows("SHOW DATABASES LIKE '" + copy.name().replace("_", "\\_") + "'")).isEmpty();
                Matcher setting = Pattern.compile("SET GLOBAL max_allowed_packet=[0-9]+;").matcher(refusal.remedy());
                assertThat(setting.find()).isTrue();
                original.execute(setting.group());
                Load.into(copy.address(), HalfLoad.options(dumped, false)).run(dumped);
            }
            SchemaComparison.assertEqual(original, copy);
        }
    }

    @ParameterizedTest
    @EnumSource
    void denseRowsComeBack(Flavour flavour) throws Exception {
        try (TestSchema original = dense(flavour); TestSchema copy = original.sibling()) {
            load(original, copy);
            SchemaComparison.assertEqual(original, copy);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MYSQL")
    void aServerWhoseOwnModeReadsTextOtherwiseGetsTheSame(Flavour flavour) throws Exception {
        try (TestSchema original = dense(flavour); TestSchema copy = original.sibling()) {
            DumpedFiles before = DumpedFiles.of(original.address(), PLAIN);
            try (AutoCloseable mode = new GlobalSetting(flavour, "sql_mode", "NO_BACKSLASH_ESCAPES,ANSI_QUOTES,PIPES_AS_CONCAT,STRICT_ALL_TABLES")) {
                assertThat(original.value("SELECT '\\n'")).isEqualTo("\\n");
                assertThatThrownBy(() -> original.value("SELECT \"x\"")).hasMessageContaining("x");
                assertThat(DumpedFiles.of(original.address(), PLAIN).checksums()).isEqualTo(before.checksums());
                load(original, copy);
            }
            SchemaComparison.assertEqual(original, copy);
        }
    }

    private static void load(TestSchema original, TestSchema copy) throws Exception {
        DumpedFiles dumped = DumpedFiles.of(original.address(), PLAIN);
        Load.into(copy.address(), HalfLoad.options(dumped, false)).run(dumped);
    }

    private static TestSchema dense(Flavour flavour) throws Exception {
        TestSchema schema = TestSchema.on(flavour);
        schema.execute("CREATE TABLE dense (id INT PRIMARY KEY, t LONGTEXT, b LONGBLOB, v VARBINARY(255), l TEXT CHARACTER SET latin1) DEFAULT CHARSET=utf8mb4");
        Random random = new Random(7);
        try (Connection connection = schema.connect(); PreparedStatement insert = connection.prepareStatement("INSERT INTO dense VALUES (?, ?, ?, ?, ?)")) {
            for (int i = 0; i < 600; i++) {
                byte[] bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
                insert.setInt(1, i);
                insert.setString(2, text(random, 200));
                insert.setBytes(3, text(random, 200).getBytes(StandardCharsets.UTF_8));
                insert.setBytes(4, bytes);
                insert.setString(5, i % 2 == 0 ? Base64.getMimeEncoder().encodeToString(bytes) : "{fn x}'\\" + i);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        schema.execute("CREATE VIEW quoted AS SELECT id, 'it''s \\\\ {d} \"x\"' AS q FROM dense", "CREATE PROCEDURE p() SELECT '\\\\', \"{fn '}\" /* isn't {fn NOW()} {d '2020-01-01'} */");
        assertThat(schema.rows("SHOW CREATE PROCEDURE p").get(0).get(2)).contains("isn't {fn NOW()} {d '2020-01-01'}");
        return schema;
    }

    private static String text(Random random, int words) {
        List<String> text = new ArrayList<>();
        for (int left = random.nextInt(words); left > 0; left--) {
            text.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        return String.join("", text);
    }
}
