package cerb.backup.mysql.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Server;
import cerb.backup.mysql.dump.report.Consistency;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.dump.report.TableReport;
import cerb.backup.mysql.guard.SchemaGuard.Sighting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a schema may lose between two dumps, and what it may not. */
final class SchemaGuardTest {
    private static final Sighting FOUR = new Sighting("cerb", "2026-11-26T02:00:00Z", Map.of("a", 5L, "b", 1L, "c", 0L, "d", 2L), Map.of());
    private static final Set<String> CENTRAL = Set.of("ticket", "worker");

    private final SchemaGuard first = new SchemaGuard(Optional.empty(), Set.of(), false);
    private final SchemaGuard next = new SchemaGuard(Optional.of(FOUR), Set.of(), false);
    private final SchemaGuard allowing = new SchemaGuard(Optional.of(FOUR), Set.of(), true);

    private static DumpReport report(String schema, Map<String, Long> rows) {
        Instant now = Instant.now();
        return new DumpReport(new Server(Server.Flavour.MARIADB, "11.4.5", ""), schema, now, now, now, null, null, List.of(),
                rows.entrySet().stream().map(table -> new TableReport(table.getKey(), "InnoDB", table.getValue(), 1, "00", Consistency.SNAPSHOT, 1)).toList(), List.of(), List.of());
    }

    private static void refused(ThrowingCallable asked, String... words) {
        assertThatThrownBy(asked).isInstanceOfSatisfying(DatabaseException.class, refused -> assertThatThrownBy(() -> {
            throw new IllegalStateException(refused.getMessage() + ". " + refused.remedy());
        }).hasMessageContainingAll(words).hasMessageContaining("database.allow-empty=true"));
    }

    @Test
    void aSchemaWithoutTablesIsNoBackup() {
        refused(() -> first.beforeDump("crb", Set.of(), table -> true), "schema crb holds no table", "Is it the right one?", "database.name");
        refused(() -> first.afterDump(report("crb", Map.of())), "schema crb holds no table");
        refused(() -> next.beforeDump("cerb", Set.of(), table -> true), "schema cerb holds no table that is dumped, but it held 4 at the last backup, of 2026-11-26T02:00:00Z");
        refused(() -> next.beforeDump("crb", Set.of(), table -> true), "schema crb holds no table that is dumped, but cerb held 4");
    }

    @Test
    void anotherSchemaIsNotTheSameHelpdesk() {
        refused(() -> next.beforeDump("cerb_test", FOUR.rows().keySet(), table -> true), "schema cerb_test is another one than cerb", "database.name");
        refused(() -> next.afterDump(report("cerb_test", FOUR.rows())), "schema cerb_test is another one than cerb");
    }

    @Test
    void aSchemaThatLostMoreThanHalfOfItsTablesIsNoBackup() {
        refused(() -> next.beforeDump("cerb", Set.of("a", "new"), table -> true), "lacks 3 of the 4 tables", "b, c, d", "Find out who dropped them.");
        assertThatCode(() -> next.beforeDump("cerb", Set.of("a", "b"), table -> true)).doesNotThrowAnyException();
        assertThatCode(() -> first.beforeDump("cerb", Set.of("a"), table -> true)).doesNotThrowAnyException();
    }

    @Test
    void aTableThatIsExcludedSinceIsNotGone() {
        assertThatCode(() -> next.beforeDump("cerb", Set.of("a"), "a"::equals)).doesNotThrowAnyException();
        refused(() -> next.beforeDump("cerb", Set.of("a"), table -> !table.equals("d")), "lacks 2 of the 3 tables");
    }

    @Test
    void oneTableMayBeEmptiedAndAllMayNot() {
        assertThatCode(() -> next.afterDump(report("cerb", Map.of("a", 0L, "b", 1L, "c", 0L, "d", 0L)))).doesNotThrowAnyException();
        refused(() -> next.afterDump(report("cerb", Map.of("a", 0L, "b", 0L, "c", 0L, "d", 0L))), "holds no row in any of its 4 tables, but held 8");
        assertThatCode(() -> new SchemaGuard(Optional.of(new Sighting("cerb", "", Map.of("a", 0L), Map.of())), Set.of(), false).afterDump(report("cerb", Map.of("a", 0L)))).doesNotThrowAnyException();
    }

    @Test
    void allIsBelievedWhereTheOperatorSaysSo() {
        assertThatCode(() -> allowing.beforeDump("other", Set.of(), table -> true)).doesNotThrowAnyException();
        assertThatCode(() -> allowing.beforeDump("cerb", Set.of("a"), table -> true)).doesNotThrowAnyException();
        assertThatCode(() -> allowing.afterDump(report("cerb", Map.of("a", 0L)))).doesNotThrowAnyException();
    }

    private static SchemaGuard helpdesk(long rows, long most, boolean allowEmpty) {
        return new SchemaGuard(Optional.of(new Sighting("cerb", "2026-11-26T02:00:00Z", Map.of("ticket", rows, "log", 1000L), Map.of("ticket", most))), CENTRAL, allowEmpty);
    }

    @Test
    void aCentralTableMayNotLoseMostOfItsRows() {
        refused(() -> helpdesk(70_000, 0, false).afterDump(report("cerb", Map.of("ticket", 1L, "log", 900L))),
                "schema cerb holds 1 row in table ticket, which has held 70000 in backups until the last, of 2026-11-26T02:00:00Z", "installed anew", "database.structure-only");
        assertThatCode(() -> helpdesk(70_000, 0, false).afterDump(report("cerb", Map.of("ticket", 7_000L, "log", 0L)))).doesNotThrowAnyException();
        assertThatCode(() -> helpdesk(19, 0, false).afterDump(report("cerb", Map.of("ticket", 0L, "log", 1L)))).doesNotThrowAnyException();
        assertThatCode(() -> new SchemaGuard(Optional.of(FOUR), CENTRAL, false).afterDump(report("cerb", Map.of("a", 1L)))).doesNotThrowAnyException();
        assertThatCode(() -> new SchemaGuard(Optional.empty(), CENTRAL, false).afterDump(report("cerb", Map.of("ticket", 0L)))).doesNotThrowAnyException();
    }

    @Test
    void norMayItLoseThemLittleByLittleUntilThatIsConfirmed() {
        DumpReport few = report("cerb", Map.of("ticket", 6_999L, "log", 1000L));
        assertThat(helpdesk(9_000, 70_000, false).most(report("cerb", Map.of("ticket", 8_000L)))).isEqualTo(Map.of("ticket", 70_000L));
        assertThat(helpdesk(9_000, 70_000, false).most(report("cerb", Map.of("ticket", 80_000L, "worker", 3L)))).isEqualTo(Map.of("ticket", 80_000L, "worker", 3L));
        refused(() -> helpdesk(9_000, 70_000, false).afterDump(few), "holds 6999 rows in table ticket, which has held 70000");
        assertThatCode(() -> helpdesk(9_000, 70_000, true).afterDump(few)).doesNotThrowAnyException();
        assertThat(helpdesk(9_000, 70_000, true).most(few)).isEqualTo(Map.of("ticket", 6_999L));
    }

    @Test
    void aCentralTableMayNotGo() {
        refused(() -> helpdesk(3, 0, false).beforeDump("cerb", Set.of("log"), table -> true), "lacks 1 of the 2 tables", "ticket");
        assertThatCode(() -> helpdesk(3, 0, false).beforeDump("cerb", Set.of("ticket"), table -> true)).doesNotThrowAnyException();
        assertThatCode(() -> helpdesk(3, 0, false).beforeDump("cerb", Set.of("log"), "log"::equals)).doesNotThrowAnyException();
        assertThatCode(() -> helpdesk(3, 0, true).beforeDump("cerb", Set.of("log"), table -> true)).doesNotThrowAnyException();
    }
}
