package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.DefinitionChangedException;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.report.DumpPart;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DefinitionChangeTest {
    private static final List<String> CHANGES = List.of("ALTER TABLE b ADD COLUMN late INT, ALGORITHM=INSTANT",
            "ALTER TABLE b ADD INDEX (v)", "TRUNCATE TABLE b",
        "RENAME TABLE b TO old_b, b2 TO b", "DROP TABLE b", "CREATE TABLE another (a INT)", "CREATE OR REPLACE VIEW w AS SELECT 2 AS a",
        "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.v = 1", "DROP TABLE b; CREATE TABLE b (id INT PRIMARY KEY, v INT)",
        "DROP VIEW w", "CREATE PROCEDURE p() SELECT 1", "DROP FUNCTION f; CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 2",
        "ALTER EVENT e COMMENT 'changed'");

    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void ddlBetweenThePointAndTheEndIsNoticed(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            for (String change : CHANGES) {
                schema.execute("DROP TABLE IF EXISTS a, b, b2, old_b, another", "CREATE TABLE a (id INT PRIMARY KEY, v INT)",
                        "INSERT INTO a VALUES (1, 1)",
                    "CREATE TABLE b (id INT PRIMARY KEY, v INT)", "INSERT INTO b VALUES (1, 1)",
                            "CREATE TABLE b2 (id INT PRIMARY KEY, v INT, KEY (v))", "CREATE OR REPLACE VIEW w AS SELECT 1 AS a",
                    "DROP PROCEDURE IF EXISTS p", "DROP FUNCTION IF EXISTS f", "CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1",
                    "DROP EVENT IF EXISTS e", "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1");
                assertNoticed(schema, change, 0);
                if (change.contains("late")) {
                    assertNoticed(schema, change.replace("late", "later"), 100);
                }
            }
        }
    }

    private static void assertNoticed(TestSchema schema, String change, int afterParts) {
        assertThatThrownBy(() -> {
            try (Dump dump = Dump.open(schema.address(), DumpOptions.defaults(), DumpListener.NONE)) {
                read(dump, schema, change, afterParts);
                dump.finish();
            }
        }).as(change).isInstanceOf(DefinitionChangedException.class);
    }

    private static void read(Dump dump, TestSchema schema, String change, int afterParts) throws Exception {
        int parts = 0;
        for (Iterator<DumpPart> plan = dump.plan(); plan.hasNext(); parts++) {
            if (parts == afterParts) {
                schema.execute(change.split("; "));
            }
            try (InputStream in = dump.read(plan.next())) {
                in.readAllBytes();
            }
        }
        if (parts < afterParts) {
            schema.execute(change.split("; "));
        }
    }

    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void aDumpBeginsAgainAtANewPointAfterDdl(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            schema.execute("CREATE TABLE a (id INT PRIMARY KEY)", "INSERT INTO a VALUES (1)");
            AtomicInteger attempts = new AtomicInteger();
            List<String> reasons = new ArrayList<>();
            DumpListener listener = new DumpListener() {
                @Override
                public void startsAgain(String reason) {
                    reasons.add(reason);
                }
            };
            DumpedFiles dumped = Dump.run(schema.address(), DumpOptions.defaults(), listener, dump -> {
                if (attempts.incrementAndGet() < 3) {
                    schema.execute("ALTER TABLE a ADD COLUMN c" + attempts + " INT DEFAULT 7, ALGORITHM=INSTANT");
                }
                return DumpedFiles.of(dump, 2);
            });
            assertThat(reasons).hasSize(2).allMatch(reason -> reason.contains("table a"));
            assertThat(new String(dumped.files().get(schema.name() + "/data/a.sql"))).contains("(`id`,`c1`,`c2`)").contains("(1,7,7);");
        }
    }
}
