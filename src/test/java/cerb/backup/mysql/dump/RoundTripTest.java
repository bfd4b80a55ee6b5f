package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.load.Load;
import cerb.backup.mysql.load.LoadReport;
import cerb.backup.mysql.load.script.LoadOptions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTripTest {
    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void everyTypeAndObjectComesBackBitForBit(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            TortureSchema.fill(original);
            original.execute(TortureCharsets.statements(original).toArray(String[]::new));
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            LoadReport report = Load.into(copy.address(), new LoadOptions(2, false, Set.of(), dumped.expectedRows())
                    .withChecksums(dumped.checksums(), dumped.report().server().flavour().name())).run(dumped);
            SchemaComparison.assertEqual(original, copy);
            assertThat(dumped.report().omissions()).isEmpty();
            assertThat(report.rows()).containsAllEntriesOf(dumped.expectedRows().entrySet().stream().filter(entry -> entry.getValue() > 0)
                .collect(java.util.stream.Collectors.toMap(java.util.Map.Entry::getKey, java.util.Map.Entry::getValue)));
        }
    }

    /** In swe7 the bytes of ASCII's brackets are letters, and in sjis a backslash in UTF-8 becomes a wide one. */
    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void charactersThatOnlyLookLikeAsciiComeBack(Flavour flavour) throws Exception {
        roundTrip(flavour, "CREATE TABLE texts (id INT PRIMARY KEY, s VARCHAR(50) CHARACTER SET sjis, w VARCHAR(50) CHARACTER SET swe7)",
                "INSERT INTO texts VALUES (1, _sjis 0x5C7E41, _swe7 0x5B5C41)");
    }

    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void datesThatNeverWereComeBack(Flavour flavour) throws Exception {
        roundTrip(flavour, "CREATE TABLE dates (day DATE PRIMARY KEY, at DATETIME(3) DEFAULT '2021-02-30 00:00:00')",
                "INSERT INTO dates VALUES ('2020-02-31', '2021-04-31 10:11:12.5'), ('0000-00-00', '2020-00-10')");
    }

    /** As JDBC writes dates and calls. */
    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void bracesComeBack(Flavour flavour) throws Exception {
        roundTrip(flavour, "CREATE TABLE `{d x}` (`{fn` INT PRIMARY KEY, `{ts }` INT COMMENT '{t}')", "INSERT INTO `{d x}` VALUES (1, 2)",
                "CREATE PROCEDURE p() BEGIN /* {date} */ SELECT `{fn` FROM `{d x}`; -- it's {t\n END");
    }

    /** Libraries, duality views and materialized ones. The server stores programs in a language that it cannot run. */
    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatOnlyNewMySqlKnowsComesBack() throws Exception {
        roundTrip(Flavour.MYSQL, "CREATE LIBRARY `l; it's` COMMENT 'it''s; 日' LANGUAGE JAVASCRIPT AS $$ export function f(n) { return \"it's\"; } // ;\n$$",
                "CREATE LIBRARY bytes LANGUAGE WASM AS X'0061736D01000000'",
                "CREATE FUNCTION js(n INT) RETURNS INT DETERMINISTIC LANGUAGE JAVASCRIPT USING (`l; it's` AS l, bytes AS b) AS $$ return `${l.f(n)}`; $$",
                "CREATE TABLE orders (id INT PRIMARY KEY, v INT)", "CREATE TABLE items (id INT PRIMARY KEY, order_id INT, FOREIGN KEY (order_id) REFERENCES orders (id))",
                "INSERT INTO orders VALUES (1, 2)", "INSERT INTO items VALUES (7, 1)",
                "CREATE JSON RELATIONAL DUALITY VIEW a_documents AS SELECT JSON_DUALITY_OBJECT('_id': id, 'v': v,"
                + " 'items': (SELECT JSON_ARRAYAGG(JSON_DUALITY_OBJECT('id': id, 'order': order_id)) FROM items WHERE items.order_id = orders.id)) FROM orders",
                "CREATE MATERIALIZED VIEW kept AS SELECT id, v FROM orders", "CREATE VIEW a_first AS SELECT v FROM kept");
    }

    private static void roundTrip(Flavour flavour, String... statements) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            original.execute(statements);
            Load.into(copy.address(), LoadOptions.defaults()).run(DumpedFiles.of(original.address(), DumpOptions.defaults()));
            SchemaComparison.assertEqual(original, copy);
        }
    }
}
