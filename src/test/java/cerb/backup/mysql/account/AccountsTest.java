package cerb.backup.mysql.account;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.Tls;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AccountsTest {
    @ParameterizedTest
    @EnumSource
    void accountsComeBackAsTheyWere(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            Names names = new Names(schema.name());
            schema.execute(names.make(schema.isMariaDb()));
            try {
                List<String> before = names.describe(schema);
                String sql = accounts(schema);
                assertThat(sql).contains("CREATE USER IF NOT EXISTS " + names.application).doesNotContain(names.stranger).doesNotContain(names.otherRole);
                schema.execute(names.drop());
                schema.execute(statements(sql));
                schema.execute(names.makeStrangers());
                assertThat(names.describe(schema)).isEqualTo(before);
                try (Session session = new Connections(new DatabaseAddress("127.0.0.1", schema.port(), "", schema.name(), schema.name() + "_a'p",
                        () -> "se cret", Tls.PREFERRED)).open()) {
                    assertThat(session.rows("SELECT a FROM t")).isEmpty();
                }
            } finally {
                schema.execute(names.drop());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MYSQL")
    void whatEverybodyMayIsKept(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            String grant = "SHOW VIEW ON `" + schema.name() + "`.* ";
            schema.execute("GRANT " + grant + "TO PUBLIC");
            try {
                assertThat(accounts(schema)).contains("\nGRANT " + grant + "TO PUBLIC;\n").doesNotContain("CREATE USER IF NOT EXISTS `PUBLIC`");
            } finally {
                schema.execute("REVOKE " + grant + "FROM PUBLIC");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void administratorsAreNamedAndRightsOnEverySchemaAreComments(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            String reader = "`" + schema.name() + "_r`@`%`";
            schema.execute("CREATE USER " + reader + " IDENTIFIED BY 'x'", "GRANT SELECT, PROCESS ON *.* TO " + reader);
            try {
                String sql = accounts(schema);
                assertThat(sql).containsPattern("-- Administrators of the whole server are left out: .*`root`@")
                    .containsPattern("(?m)^-- for every schema, so not run by itself: GRANT .*SELECT.* ON \\*\\.\\* TO " + reader + ";$")
                    .contains("CREATE USER IF NOT EXISTS " + reader).doesNotContain("\nGRANT SELECT, PROCESS").doesNotContain("CREATE USER IF NOT EXISTS `root`");
            } finally {
                schema.execute("DROP USER " + reader);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatMayNotBeReadIsSaidWithItsGrant(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            String account = "`" + schema.name() + "`@`%`";
            schema.execute("CREATE USER " + account + " IDENTIFIED BY 'x'", "GRANT SELECT ON `" + schema.name().replace("_", "\\_") + "`.* TO " + account);
            try (Session session = new Connections(new DatabaseAddress("127.0.0.1", schema.port(), "", schema.name(), schema.name(), () -> "x", Tls.PREFERRED)).open()) {
                Accounts accounts = Accounts.of(session);
                assertThat(accounts.sql()).isEmpty();
                assertThat(accounts.omission()).hasValueSatisfying(omission -> assertThat(omission)
                        .startsWith("accounts.sql is missing").contains("run: GRANT SELECT ON mysql.* TO " + account));
                schema.execute("GRANT SELECT ON mysql.* TO " + account);
            } finally {
                schema.execute("GRANT SELECT ON mysql.* TO " + account);
            }
            try (Session session = new Connections(new DatabaseAddress("127.0.0.1", schema.port(), "", schema.name(), schema.name(), () -> "x", Tls.PREFERRED)).open()) {
                assertThat(Accounts.of(session).omission()).isEmpty();
                assertThat(new String(Accounts.of(session).sql().orElseThrow(), StandardCharsets.UTF_8)).contains("CREATE USER IF NOT EXISTS " + account);
            } finally {
                schema.execute("DROP USER " + account);
            }
        }
    }

    private static String accounts(TestSchema schema) {
        try (Session session = new Connections(schema.address()).open()) {
            return new String(Accounts.of(session).sql().orElseThrow(), StandardCharsets.UTF_8);
        }
    }

    /** None of these has a line end in it. */
    private static String[] statements(String sql) {
        return Arrays.stream(sql.split("\n")).filter(line -> !line.startsWith("--")).map(line -> line.replaceFirst(";$", "")).toArray(String[]::new);
    }

    /** Accounts of one test, quoted. */
    private static final class Names {
        private final String schema;
        private final String application;
        private final String column;
        private final String definer;
        private final String member;
        private final String stranger;
        private final String role;
        private final String outerRole;
        private final String otherRole;

        Names(String schema) {
            this.schema = schema;
            application = "`" + schema + "_a'p`@`%`";
            column = "`" + schema + "_c`@`10.0.0.0/255.0.0.0`";
            definer = "`" + schema + "_d`@`localhost`";
            member = "`" + schema + "_m`@`%`";
            stranger = "`" + schema + "_s`@`%`";
            role = "`" + schema + "_role`";
            outerRole = "`" + schema + "_outer`";
            otherRole = "`" + schema + "_other`";
        }

        String[] make(boolean mariaDb) {
            List<String> all = new ArrayList<>(List.of("CREATE TABLE t (a INT, b INT)", "CREATE PROCEDURE p() SELECT 1", "CREATE FUNCTION f() RETURNS INT NO SQL RETURN 1",
                "CREATE ROLE " + role, "CREATE ROLE " + outerRole,
                "CREATE USER " + application + " IDENTIFIED BY 'se cret' WITH MAX_QUERIES_PER_HOUR 500 ACCOUNT UNLOCK", "CREATE USER " + column + " IDENTIFIED BY 'x' REQUIRE SSL",
                "CREATE USER " + definer + " IDENTIFIED BY 'd' ACCOUNT LOCK", "CREATE USER " + member + " IDENTIFIED BY 'm' PASSWORD EXPIRE",
                "GRANT SELECT, INSERT, LOCK TABLES ON `" + schema.replace("_", "\\_") + "`.* TO " + application + " WITH GRANT OPTION", "GRANT EXECUTE ON FUNCTION f TO " + application,
                "GRANT SELECT (a), UPDATE (a, b), DELETE ON t TO " + column, "GRANT EXECUTE ON PROCEDURE p TO " + role, "GRANT SELECT ON `" + schema + "`.t TO " + role,
                "GRANT " + role + " TO " + outerRole, "GRANT " + outerRole + " TO " + member + " WITH ADMIN OPTION", "SET DEFAULT ROLE " + outerRole + (mariaDb ? " FOR " : " TO ") + member,
                "CREATE DEFINER=" + definer + " VIEW v AS SELECT a FROM t"));
            all.addAll(List.of(makeStrangers()));
            return all.toArray(String[]::new);
        }

        /** Without rights here; the member's other role is not of this schema. */
        String[] makeStrangers() {
            return new String[] {"CREATE ROLE " + otherRole, "CREATE USER " + stranger + " IDENTIFIED BY 'y'", "GRANT SELECT ON `nowhere`.* TO " + stranger, "GRANT " + otherRole + " TO " + member};
        }

        List<String> describe(TestSchema schema) {
            List<String> lines = new ArrayList<>();
            for (String account : List.of(application, column, definer, member)) {
                schema.rows("SHOW CREATE USER " + account).forEach(row -> lines.add(row.get(0)));
                schema.rows("SHOW GRANTS FOR " + account).forEach(row -> lines.add(row.get(0)));
            }
            schema.rows("SHOW GRANTS FOR " + role).forEach(row -> lines.add(row.get(0)));
            schema.rows("SHOW GRANTS FOR " + outerRole).forEach(row -> lines.add(row.get(0)));
            lines.sort(null);
            return lines;
        }

        String[] drop() {
            return new String[] {"DROP USER IF EXISTS " + String.join(", ", application, column, definer, member, stranger), "DROP ROLE IF EXISTS " + String.join(", ", role, outerRole, otherRole)};
        }
    }
}
