package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.Tls;
import cerb.backup.mysql.load.Load;
import cerb.backup.mysql.load.script.LoadOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The account has all that the README grants; each privilege is taken away, and given back by the GRANT that the message names. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MissingPrivilegeTest {
    @ParameterizedTest
    @EnumSource
    void eachOneIsMissedWithTheGrantThatMendsIt(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            String account = "'" + schema.name() + "'@'%'";
            String scope = " ON `" + schema.name() + "`.*";
            schema.execute(objects(account));
            schema.execute("GRANT SELECT, LOCK TABLES, SHOW VIEW, TRIGGER, EVENT, EXECUTE" + scope + " TO " + account,
                (schema.isMariaDb() ? "GRANT RELOAD" : "GRANT RELOAD, SHOW_ROUTINE") + " ON *.* TO " + account, "GRANT SELECT ON mysql.* TO " + account);
            try {
                assertThat(dump(schema).report().omissions()).isEmpty();
                for (String privilege : List.of("SELECT", "SHOW VIEW", "TRIGGER", "EVENT")) {
                    assertRefused(schema, "REVOKE " + privilege + scope + " FROM " + account, "it lacks " + privilege);
                }
                // It may execute the routine, and so is told of it.
                assertMarked(schema, schema.isMariaDb() ? "REVOKE SELECT ON mysql.* FROM " + account : "REVOKE SHOW_ROUTINE ON *.* FROM " + account,
                    "function f and perhaps other stored routines are missing");
                if (schema.isMariaDb()) {
                    assertMarked(schema, "REVOKE EXECUTE" + scope + " FROM " + account, "view calling calls a routine that the account may not execute");
                } else {
                    assertMarked(schema, "REVOKE SELECT ON mysql.* FROM " + account, "accounts.sql is missing");
                    schema.execute("REVOKE EXECUTE" + scope + " FROM " + account);
                    assertMarked(schema, "REVOKE SHOW_ROUTINE ON *.* FROM " + account, "stored routines may be missing");
                }
            } finally {
                schema.execute("DROP USER " + account);
            }
        }
    }

    /** Rights on a table or a column are none on what else there is. */
    @ParameterizedTest
    @EnumSource
    void rightsOnTablesAndColumnsAreNotEnough(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            String account = "'" + schema.name() + "'@'%'";
            schema.execute(objects(account));
            schema.execute("GRANT SELECT ON t TO " + account, "GRANT SELECT (a) ON calling TO " + account,
                "GRANT SHOW VIEW, TRIGGER, EVENT, LOCK TABLES ON `" + schema.name() + "`.* TO " + account);
            try {
                assertThatThrownBy(() -> dump(schema)).hasMessageContaining("it lacks SELECT");
            } finally {
                schema.execute("DROP USER " + account);
            }
        }
    }

    private static void assertRefused(TestSchema schema, String revoke, String reason) throws Exception {
        schema.execute(revoke);
        assertThatThrownBy(() -> dump(schema)).as(revoke).isInstanceOfSatisfying(DatabaseException.class,
            e -> schema.execute(e.remedy().replaceFirst("^Run: ", "").replaceFirst(";$", ""))).hasMessageContaining(reason);
        assertThat(mended(schema).report().omissions()).as(revoke).isEmpty();
    }

    private static void assertMarked(TestSchema schema, String revoke, String omission) throws Exception {
        schema.execute(revoke);
        assertThat(dump(schema).report().omissions()).as(revoke).anyMatch(sentence -> sentence.contains(omission));
        DumpedFiles dumped = mended(schema);
        try (TestSchema copy = schema.sibling()) {
            Load.into(copy.address(), LoadOptions.defaults()).run(dumped);
            assertThat(copy.rows("SELECT a FROM calling")).containsExactly(List.of("2"));
        }
    }

    /** Runs the grants that the marks name. */
    private static DumpedFiles mended(TestSchema schema) throws Exception {
        for (String sentence : dump(schema).report().omissions()) {
            schema.execute(sentence.replaceFirst("^.*run: ([^;]*).*$", "$1"));
        }
        DumpedFiles dumped = dump(schema);
        assertThat(dumped.report().omissions()).isEmpty();
        return dumped;
    }

    private static String[] objects(String account) {
        return new String[] {"CREATE TABLE t (a INT PRIMARY KEY)", "INSERT INTO t VALUES (1)", "CREATE FUNCTION f(x INT) RETURNS INT NO SQL RETURN x + 1",
            "CREATE VIEW calling AS SELECT f(a) AS a FROM t", "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET @a = 1",
            "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' DISABLE DO SELECT 1", "CREATE USER " + account + " IDENTIFIED BY 'se cret'"};
    }

    private static DumpedFiles dump(TestSchema schema) throws Exception {
        DumpedFiles dumped = DumpedFiles.of(new DatabaseAddress("127.0.0.1", schema.port(), "", schema.name(), schema.name(), () -> "se cret", Tls.PREFERRED), DumpOptions.defaults());
        if (dumped.report().omissions().isEmpty()) {
            assertThat(new String(dumped.files().get(schema.name() + "/post.sql"), StandardCharsets.UTF_8)).contains("FUNCTION `f`", "VIEW `calling`", "EVENT `e`");
        }
        return dumped;
    }
}
