package cerb.backup.mysql.guard;

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
    private static final Sighting FOUR = new Sighting("cerb", "2026-11-26T02:00:00Z", Map.of("a", 5L, "b", 1L, "c", 0L, "d", 2L));

    private final SchemaGuard first = new SchemaGuard(Optional.empty(), false);
    private final SchemaGuard next = new SchemaGuard(Optional.of(FOUR), false);
    private final SchemaGuard allowing = new SchemaGuard(Optional.of(FOUR), true);

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
        assertThatCode(() -> new SchemaGuard(Optional.of(new Sighting("cerb", "", Map.of("a", 0L))), false).afterDump(report("cerb", Map.of("a", 0L)))).doesNotThrowAnyException();
    }

    @Test
    void allIsBelievedWhereTheOperatorSaysSo() {
        assertThatCode(() -> allowing.beforeDump("other", Set.of(), table -> true)).doesNotThrowAnyException();
        assertThatCode(() -> allowing.beforeDump("cerb", Set.of("a"), table -> true)).doesNotThrowAnyException();
        assertThatCode(() -> allowing.afterDump(report("cerb", Map.of("a", 0L)))).doesNotThrowAnyException();
    }
}
