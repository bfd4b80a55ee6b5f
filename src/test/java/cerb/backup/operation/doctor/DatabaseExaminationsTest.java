package cerb.backup.operation.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.Tls;
import cerb.backup.mysql.grant.Features;
import cerb.backup.mysql.grant.NeededGrant;
import cerb.backup.mysql.grant.NeededGrants;
import cerb.backup.mysql.inspect.ServerFacts;
import cerb.backup.mysql.inspect.TableFacts;
import cerb.backup.mysql.privilege.AccountName;
import cerb.backup.operation.doctor.database.AccountExamination;
import cerb.backup.operation.doctor.database.BinlogExamination;
import cerb.backup.operation.doctor.database.PacketExamination;
import cerb.backup.operation.doctor.database.ServerExamination;
import cerb.backup.operation.doctor.database.TablesExamination;
import cerb.backup.operation.doctor.database.ViewsExamination;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DatabaseExaminationsTest {
    /** Each is taken away alone, found, and given back by the very command that is told. */
    @ParameterizedTest
    @CsvSource({"MARIADB, false", "MARIADB, true", "MARIADB_DEBIAN, false", "MARIADB_DEBIAN, true", "MYSQL, false", "MYSQL, true"})
    void eachPrivilegeThatIsMissingIsFoundAndItsRemedyMendsIt(Flavour flavour, boolean accounts) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour); Session admin = new Connections(schema.address()).open()) {
            schema.execute("CREATE TABLE m (id INT) ENGINE=MyISAM");
            AccountName account = new AccountName(schema.name(), "127.0.0.1");
            admin.execute("CREATE USER " + account.sql() + " IDENTIFIED BY 'p'");
            try {
                List<NeededGrant> needed = NeededGrants.of(admin, schema.name(), new Features(false, accounts, true));
                needed.forEach(grant -> admin.execute(grant.sql(account)));
                assertThat(levels(privileges(schema, accounts))).containsOnly(Level.OK);
                for (NeededGrant grant : needed) {
                    for (String privilege : grant.privileges()) {
                        if (!privilege.equals("SELECT") || !grant.scope().contains("dump")) { // without SELECT on it the schema cannot be entered at all
                            admin.execute("REVOKE " + privilege + " ON " + grant.scope() + " FROM " + account.sql());
                            List<Diagnosis> found = privileges(schema, accounts);
                            assertThat(found).as(privilege).last().satisfies(last -> assertThat(last.finding()).contains(privilege + " on " + grant.scope()));
                            admin.execute(found.get(found.size() - 1).remedy().replace(";", ""));
                            assertThat(levels(privileges(schema, accounts))).as(privilege).containsOnly(Level.OK);
                        }
                    }
                }
            } finally {
                admin.execute("DROP USER " + account.sql());
            }
        }
    }

    private static List<Diagnosis> privileges(TestSchema schema, boolean accounts) {
        DatabaseAddress address = new DatabaseAddress("127.0.0.1", schema.port(), "", schema.name(), schema.name(), () -> "p", Tls.PREFERRED);
        try (Session session = new Connections(address).open()) {
            return new AccountExamination(session, accounts, true).examine();
        }
    }

    @ParameterizedTest
    @EnumSource
    void viewsThatNoDumpCanMakeAgainAreNamedBeforehand(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            schema.execute("CREATE TABLE t (a INT)", "CREATE TABLE big_log (a INT)", "CREATE VIEW sound AS SELECT a FROM t", "CREATE VIEW of_log AS SELECT a FROM big_log",
                    "CREATE VIEW renamed AS SELECT a AS b FROM sound");
            try (Session session = new Connections(schema.address()).open()) {
                assertThat(new ViewsExamination(session, name -> true).examine()).singleElement().extracting(Diagnosis::finding).isEqualTo("all 3 can be made again");
                schema.execute("ALTER TABLE t CHANGE a c INT");
                List<Diagnosis> found = new ViewsExamination(session, name -> !name.equals("big_log")).examine();
                assertThat(levels(found)).containsExactly(Level.WARNING, Level.NOTE, Level.NOTE);
                assertThat(found.get(0).finding()).startsWith("view of_log reads `big_log`");
                assertThat(found.get(1).finding()).startsWith("view renamed cannot be opened by the server: ").contains("sound");
                assertThat(found.get(2).finding()).startsWith("view sound cannot be opened by the server: ").containsIgnoringCase("unknown column");
                assertThat(found.get(2).remedy()).contains("database.exclude=sound");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void enginesKeysAndLargeRowsAreSeen(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            schema.execute("CREATE TABLE plain (id INT PRIMARY KEY)", "CREATE TABLE keyless (a INT)", "CREATE TABLE locked (id INT PRIMARY KEY, b LONGBLOB) ENGINE=MyISAM",
                    "INSERT INTO locked VALUES (1, REPEAT('x', 33 << 20))");
            try (Session session = new Connections(schema.address()).open()) {
                List<Diagnosis> tables = new TablesExamination(TableFacts.of(session), List.of()).examine();
                assertThat(tables).extracting(Diagnosis::finding).anySatisfy(text -> assertThat(text).startsWith("1 of 3 are not transactional (locked), 33.0 MiB"))
                        .anySatisfy(text -> assertThat(text).isEqualTo("1 without a primary key: keyless"));
                assertThat(tables).filteredOn(found -> found.finding().contains("keyless")).singleElement()
                        .satisfies(found -> assertThat(found.why()).contains("an ALTER TABLE of it meanwhile").contains("about 1 s"));
                assertThat(levels(tables)).containsOnly(Level.NOTE);
                assertThat(new TablesExamination(TableFacts.of(session).stream().filter(table -> table.name().equals("plain")).toList(), List.of()).examine()).extracting(Diagnosis::level).containsOnly(Level.OK);
                ServerFacts facts = ServerFacts.ask(session);
                Diagnosis packet = new PacketExamination(session, with(facts, "max_allowed_packet", String.valueOf(64 << 20))).examine().get(0);
                assertThat(packet.level()).isEqualTo(Level.WARNING);
                assertThat(packet.finding()).contains("33 MiB in locked");
                assertThat(packet.remedy()).contains("max_allowed_packet=134217728");
                assertThat(new PacketExamination(session, with(facts, "max_allowed_packet", String.valueOf(1 << 30))).examine()).extracting(Diagnosis::level).containsExactly(Level.OK);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void noRemedyChangesTheEngineOfATableThatHasNoRowsOfItsOwn(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour); Session session = new Connections(schema.address()).open()) {
            schema.execute("CREATE TABLE part (id INT NOT NULL, KEY (id)) ENGINE=MyISAM", "CREATE TABLE a_merge (id INT NOT NULL, KEY (id)) ENGINE=MRG_MyISAM UNION=(part)",
                    "CREATE TABLE a_cache (id INT PRIMARY KEY) ENGINE=MEMORY");
            List<TableFacts> all = TableFacts.of(session);
            assertThat(engines(all, List.of()).finding()).startsWith("2 of 2 are not transactional");
            assertThat(engines(all, List.of()).remedy()).isEqualTo("ALTER TABLE `part` ENGINE=InnoDB;");
            List<TableFacts> withoutPart = all.stream().filter(table -> !table.name().equals("part")).toList();
            assertThat(engines(withoutPart, List.of()).remedy()).isEqualTo("Add a_cache to database.structure-only.");
            assertThat(engines(withoutPart, List.of("a_c*")).level()).isEqualTo(Level.OK);
        }
    }

    private static Diagnosis engines(List<TableFacts> tables, List<String> structureOnly) {
        return new TablesExamination(tables, structureOnly).examine().get(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MARIADB_DEBIAN"})
    void aTableThatTheServerCannotOpenIsAnErrorAndNoEngine(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour); Session session = new Connections(schema.address()).open()) {
            schema.execute("CREATE TABLE broken (id INT) ENGINE=MRG_MyISAM UNION=(nowhere)");
            assertThat(new TablesExamination(TableFacts.of(session), List.of()).examine().get(0)).satisfies(found -> {
                assertThat(found.level()).isEqualTo(Level.ERROR);
                assertThat(found.finding()).isEqualTo("the server cannot open broken");
            });
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MARIADB_DEBIAN"})
    void tablesWithHistoryAreSeenAndTheirHistoryToo(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour); Session session = new Connections(schema.address()).open()) {
            schema.execute("CREATE TABLE versioned (a LONGTEXT) WITH SYSTEM VERSIONING", "INSERT INTO versioned VALUES (REPEAT('x', 2 << 20))",
                    "UPDATE versioned SET a = ''", "CREATE SEQUENCE numbers", "CREATE VIEW looked_at AS SELECT 1");
            assertThat(TableFacts.of(session)).singleElement().satisfies(table -> assertThat(table.bytes()).as("%s", table).isPositive());
            assertThat(new PacketExamination(session, with(ServerFacts.ask(session), "max_allowed_packet", "1048576")).examine()).singleElement()
                    .satisfies(packet -> assertThat(packet.finding()).contains("2 MiB in versioned"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void serverIsUnderstood(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour); Session session = new Connections(schema.address()).open()) {
            ServerFacts facts = ServerFacts.ask(session);
            assertThat(facts.mariaDb()).isEqualTo(schema.isMariaDb());
            assertThat(facts.clockOffset().abs()).isLessThan(Duration.ofMinutes(1));
            assertThat(facts.binlogExpiry()).as("every test server writes a binary log").isPresent();
            assertThat(new ServerExamination(facts, true).examine()).anySatisfy(tls -> assertThat(tls.finding()).isEqualTo("the connection is not encrypted"));

            ServerFacts expiring = with(with(facts, "binlog_expire_logs_seconds", "86400"), "expire_logs_days", "1");
            assertThat(new BinlogExamination(expiring, Duration.ofDays(1)).examine()).filteredOn(found -> found.level() == Level.WARNING && found.finding().contains("removed after 1 days"))
                    .singleElement().satisfies(found -> session.rows("SHOW VARIABLES LIKE '" + found.remedy().replaceAll("SET GLOBAL (\\w+)=.*", "$1") + "'").get(0));
            assertThat(levels(new BinlogExamination(with(facts, "sync_binlog", "0"), Duration.ZERO).examine())).contains(Level.WARNING);
            assertThat(levels(new BinlogExamination(with(facts, "log_bin", "OFF"), Duration.ZERO).examine())).containsExactly(Level.NOTE);
        }
    }

    @Test
    void clocksApartAreAWarning() {
        ServerFacts behind = new ServerFacts(true, "11.4", Map.of("system_time_zone", "CET"), Duration.ofSeconds(-90), "");
        assertThat(new ServerExamination(behind, false).examine()).filteredOn(found -> found.subject().equals("clock")).singleElement().satisfies(found -> {
            assertThat(found.level()).isEqualTo(Level.WARNING);
            assertThat(found.finding()).contains("90000 ms behind", "CET");
        });
    }

    private static ServerFacts with(ServerFacts facts, String name, String value) {
        Map<String, String> variables = new HashMap<>(facts.variables());
        if (variables.containsKey(name)) {
            variables.put(name, value);
        }
        return new ServerFacts(facts.mariaDb(), facts.version(), variables, facts.clockOffset(), facts.cipher());
    }

    private static List<Level> levels(List<Diagnosis> found) {
        return found.stream().map(Diagnosis::level).toList();
    }
}
