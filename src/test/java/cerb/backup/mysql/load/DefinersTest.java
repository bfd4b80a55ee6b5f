package cerb.backup.mysql.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.DumpedFiles;
import cerb.backup.mysql.load.script.LoadOptions;
import cerb.backup.mysql.load.text.Definer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose rights views and programs have where a dump is loaded by another account, or to a server that does not know whoever made them. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DefinersTest {
    private static final String VIEW = "CREATE DEFINER=`o'n``e`@`%` SQL SECURITY INVOKER VIEW v AS SELECT id FROM t";
    private static final String PROCEDURE = "CREATE DEFINER=root@localhost PROCEDURE p() SELECT 'DEFINER=x@y '";
    private static final String EVENT = "CREATE DEFINER=root@localhost EVENT e ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1";
    private static final String TRIGGER = "CREATE DEFINER=`o'n``e`@`%` TRIGGER up BEFORE INSERT ON t FOR EACH ROW SET NEW.id = NEW.id + 1";

    @ParameterizedTest
    @EnumSource
    void anAccountThatMayNotNameOthersIsRefusedAtOnceAndMakesAllInItsOwnName(Flavour flavour) throws Exception {
        try (TestSchema original = filled(flavour, VIEW, PROCEDURE, EVENT); TestSchema copy = original.sibling()) {
            DumpedFiles dumped = dump(original);
            asAccount(original, copy, "", address -> {
                assertThatThrownBy(() -> Load.into(address, LoadOptions.defaults()).run(dumped)).isInstanceOf(DatabaseException.class)
                        .hasMessageContaining("such as view `v`, in the name of `o'n``e`@`%`").hasMessageContaining("may not make 2 objects, such as event `e`, in the name of `root`@`localhost`")
                        .extracting(e -> ((DatabaseException) e).remedy()).asString().contains("--definer current", "Nothing has been changed");
                assertThat(original.rows("SHOW DATABASES LIKE '" + copy.name().replace("_", "\\_") + "'")).isEmpty();
                assertThat(Load.into(address, LoadOptions.defaults().definedByLoader()).run(dumped).warnings()).singleElement().asString().contains("was not tried beforehand");
                assertThat(copy.rows("CALL p()")).isEqualTo(List.of(List.of("DEFINER=x@y ")));
            });
            assertThat(copy.rows("SELECT DEFINER FROM information_schema.VIEWS WHERE TABLE_SCHEMA=DATABASE() UNION SELECT DEFINER FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA=DATABASE()"
                    + " UNION SELECT DEFINER FROM information_schema.EVENTS WHERE EVENT_SCHEMA=DATABASE()")).isEqualTo(List.of(List.of(user(copy) + "@127.0.0.1")));
        }
    }

    @Test
    void aMaterializedViewIsFreedOfItsDefinerToo() {
        String printed = "CREATE ALGORITHM=UNDEFINED MATERIALIZED /*(BY ENGINE=UNKNOWN)*/ DEFINER=`a`@`%` SQL SECURITY DEFINER VIEW `v` AS select 1 AS `1`";
        assertThat(Definer.of(printed)).map(Definer::toString).contains("`a`@`%`");
        assertThat(Definer.removed(printed)).isEqualTo(printed.replace("DEFINER=`a`@`%` ", ""));
    }

    @ParameterizedTest
    @EnumSource
    void aBinaryLogForWhichTriggersMayNotBeMadeIsToldOfAtOnce(Flavour flavour) throws Exception {
        try (TestSchema original = filled(flavour, TRIGGER); TestSchema copy = original.sibling()) {
            DumpedFiles dumped = dump(original);
            boolean logs = original.value("SELECT @@log_bin AND NOT @@log_bin_trust_function_creators").equals("1");
            asAccount(original, copy, "", address -> {
                Load load = Load.into(address, LoadOptions.defaults().definedByLoader());
                if (logs) {
                    assertThatThrownBy(() -> load.run(dumped)).hasMessageContaining("such as trigger `up`").extracting(e -> ((DatabaseException) e).remedy()).asString().contains("log_bin_trust_function_creators=1");
                } else {
                    assertThat(load.run(dumped).rows()).containsEntry("t", 1L);
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAccountThatMayNameOthersIsNotRefused(Flavour flavour) throws Exception {
        try (TestSchema original = filled(flavour, VIEW, PROCEDURE, EVENT); TestSchema copy = original.sibling()) {
            DumpedFiles dumped = dump(original);
            String privileges = flavour == Flavour.MYSQL ? "SET_ANY_DEFINER, ALLOW_NONEXISTENT_DEFINER, SYSTEM_USER" : "SET USER";
            asAccount(original, copy, privileges, address -> assertThat(Load.into(address, LoadOptions.defaults()).run(dumped).rows()).containsEntry("t", 1L));
        }
    }

    /** Nobody knows better than the server: MariaDB 11 asks for another privilege than MariaDB 10. */
    @ParameterizedTest
    @CsvSource({"MARIADB,SUPER", "MARIADB,BINLOG ADMIN", "MARIADB_DEBIAN,SUPER", "MARIADB_DEBIAN,BINLOG ADMIN", "MYSQL,SUPER"})
    void aPrivilegeIsEnoughWhereTheServerSaysSo(Flavour flavour, String privilege) throws Exception {
        try (TestSchema original = filled(flavour, VIEW, TRIGGER); TestSchema copy = original.sibling()) {
            DumpedFiles dumped = dump(original);
            asAccount(original, copy, privilege, address -> {
                boolean names = allowed(original, copy, address, VIEW);
                boolean makes = allowed(original, copy, address, TRIGGER.replaceFirst("DEFINER=\\S+ ", ""));
                String words = refusal(() -> Load.into(address, LoadOptions.defaults()).examine(dumped));
                assertThat(words.contains("in the name of `o'n``e`@`%`")).as(words).isEqualTo(!names);
                assertThat(words.contains("binary log")).as(words).isEqualTo(!makes);
            });
        }
    }

    /** Who may be named is asked for each: MySQL's root is for those that are like it. */
    @Test
    void anAccountThatMayNameMostIsRefusedForTheOthers() throws Exception {
        try (TestSchema original = filled(Flavour.MYSQL, VIEW, PROCEDURE); TestSchema copy = original.sibling()) {
            DumpedFiles dumped = dump(original);
            asAccount(original, copy, "SET_ANY_DEFINER, ALLOW_NONEXISTENT_DEFINER", address -> assertThatThrownBy(() -> Load.into(address, LoadOptions.defaults()).examine(dumped))
                    .hasMessageContaining("such as procedure `p`, in the name of `root`@`localhost`: ").hasMessageNotContaining("view `v`")
                    .extracting(e -> ((DatabaseException) e).remedy()).asString().contains("SYSTEM_USER ON *.*"));
        }
    }

    private static boolean allowed(TestSchema schema, TestSchema copy, DatabaseAddress address, String statement) {
        schema.execute("CREATE DATABASE " + copy.name(), "CREATE TABLE " + copy.name() + ".t (id INT)");
        try (Session session = new Connections(address).open()) {
            session.execute(statement);
            return true;
        } catch (DatabaseException e) {
            return false;
        } finally {
            schema.execute("DROP DATABASE " + copy.name());
        }
    }

    private static String refusal(Runnable work) {
        try {
            work.run();
            return "";
        } catch (DatabaseException e) {
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @EnumSource
    void definersThatTheTargetLacksAreNamed(Flavour flavour) throws Exception {
        try (TestSchema original = filled(flavour, VIEW, PROCEDURE, EVENT, TRIGGER, TRIGGER.replace("TRIGGER up", "TRIGGER more")); TestSchema copy = original.sibling()) {
            assertThat(Load.into(copy.address(), LoadOptions.defaults()).run(dump(original)).warnings()).singleElement().asString()
                    .startsWith("2 triggers, 1 view fail until the account `o'n``e`@`%` exists: ").contains("accounts.sql", "--definer current");
        }
    }

    private static TestSchema filled(Flavour flavour, String... programs) throws Exception {
        TestSchema schema = TestSchema.on(flavour);
        schema.execute("CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        schema.execute(programs);
        return schema;
    }

    private static DumpedFiles dump(TestSchema schema) throws Exception {
        return DumpedFiles.of(schema.address(), DumpOptions.defaults().withoutAccounts());
    }

    private static String user(TestSchema copy) {
        return copy.name().substring(0, Math.min(30, copy.name().length()));
    }

    /** One that may do everything in the copy, and beyond it what is named. */
    private static void asAccount(TestSchema schema, TestSchema copy, String more, Consumer<DatabaseAddress> work) {
        String account = "'" + user(copy) + "'@'127.0.0.1'";
        schema.execute("CREATE USER " + account, "GRANT ALL ON " + copy.name() + ".* TO " + account);
        try {
            if (!more.isEmpty()) {
                schema.execute("GRANT " + more + " ON *.* TO " + account);
            }
            work.accept(DatabaseAddress.of("127.0.0.1", schema.port(), user(copy), () -> "").withSchema(copy.name()));
        } finally {
            schema.execute("DROP USER " + account);
        }
    }
}
