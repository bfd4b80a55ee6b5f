package cerb.backup.cli.restore;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.Json;
import cerb.backup.format.Id;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.load.ability.Foreseen;
import cerb.backup.mysql.load.target.Contents;
import cerb.backup.mysql.load.target.Contents.Thing;
import cerb.backup.mysql.load.target.Marker;
import cerb.backup.mysql.load.target.Replaced;
import cerb.backup.operation.rehearsal.Neutralised;
import cerb.backup.operation.rehearsal.Neutralised.Change;
import cerb.backup.operation.restore.DatabaseResult;
import cerb.backup.operation.restore.Extra;
import cerb.backup.operation.restore.RestorePlan;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestoreTextTest {
    private static final DatabaseAddress TARGET = DatabaseAddress.of("db", 3306, "admin", () -> "").withSchema("scratch");
    private static final RestorePlan PLAN = new RestorePlan(Id.parse("ab".repeat(32)), Instant.EPOCH, "Cerb 11.2 (core revision 1506)", "cerb", "1970-01-01T00:00:00Z", 9, 1, 2, null, 0, 0, new Extra(1, List.of("/srv/.env")), List.of(), List.of());

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void planSaysWhatIsAtTheTargetAndThatItIsRefused() {
        text(false).plan(PLAN, replaced(null), TARGET, false);
        assertThat(out.toString()).contains("extra     1 file: /srv/.env\n").contains("admin@db:3306/scratch: 2 tables of about 7 rows, 1 trigger: refused without --overwrite\n");
    }

    @Test
    void planNamesARestoreThatHasBegun() {
        text(false).plan(PLAN, replaced(new Marker("scratch", "cerb as of then", "2026-11-27 01:02:03")), TARGET, false);
        assertThat(out.toString()).contains("the unfinished restore of cerb as of then, begun at 2026-11-27 01:02:03 UTC (table cerb_backup_load): refused without --overwrite, but for the restore");
    }

    @Test
    void planInJsonHasTheNumbers() {
        RestoreText text = text(true);
        ObjectNode planned = text.plan(PLAN, replaced(null), TARGET, false);
        text.foreseen(planned, new Foreseen(true, List.of("not all could be tried"), Map.of()));
        assertThat(out.toString()).isEmpty();
        text.planned(planned);
        assertThat(Json.read(out.toString()).path("foreseen").path("notices")).hasToString("[\"not all could be tried\"]");
        ObjectNode target = (ObjectNode) Json.read(out.toString()).path("target");
        assertThat(target).hasToString("{\"objects\":{\"table\":2,\"trigger\":1},\"rows\":7,\"unfinished\":null}");
    }

    @Test
    void whatIsReplacedIsSaidBesideTheResult() {
        ObjectNode json = Json.object();
        text(false).replaces(json, replaced(null), TARGET);
        assertThat(err.toString()).isEqualTo("replacing what is at admin@db:3306/scratch: 2 tables of about 7 rows, 1 trigger\n");
        assertThat(out.toString()).isEmpty();
        assertThat(json.path("replaced").path("rows").asLong()).isEqualTo(7);
    }

    @Test
    void whatIsNeededBesideIsNamedWhereItWasLeftOut() {
        text(false).leftOut(Extra.NONE);
        assertThat(err.toString()).isEmpty();
        text(false).leftOut(PLAN.extra());
        assertThat(err.toString()).contains("not restored: 1 file: /srv/.env.").contains("--extra-to DIR");
    }

    @Test
    void whatWasNeutralisedIsListed() {
        Neutralised neutralised = new Neutralised("Cerb 11.2 (core revision 1506)", List.of(new Change("mailbox", 2, "mailboxes switched off"), new Change("reminder", 0, "reminders closed")),
                List.of("Look."), List.of(), Map.of());
        ObjectNode json = Json.object();
        text(false).rows(json, new DatabaseResult(Map.of("mailbox", 3L), 1, List.of(), neutralised, Set.of(), Map.of(), false), TARGET);
        assertThat(out.toString()).contains("neutralised a database of Cerb 11.2 (core revision 1506):\n  mailbox: mailboxes switched off, 2 rows\n").doesNotContain("reminder");
        assertThat(err.toString()).contains("Look.");
        assertThat(json.path("database").path("neutralised").path("changes").get(1)).hasToString("{\"table\":\"reminder\",\"rows\":0,\"effect\":\"reminders closed\"}");
    }

    @Test
    void tablesWithoutRowsAreCountedAndThoseLeftOutNamed() {
        ObjectNode json = Json.object();
        text(false).rows(json, new DatabaseResult(Map.of("a", 3L, "b", 0L, "worker", 0L), 1, List.of(), null, Set.of("b"), Map.of(), false), TARGET);
        assertThat(out.toString()).contains("restored 3 tables, 2 of them without rows, 3 rows, to ");
        assertThat(err.toString()).contains("the rows of table b were left out").doesNotContain("worker");
        assertThat(json.path("database").path("without_rows")).hasToString("[\"b\"]");
    }

    @Test
    void aViewThatWasNotMadeIsNamedWithTheReasonAndLeavesTheDatabaseIncomplete() {
        ObjectNode json = Json.object();
        DatabaseResult result = new DatabaseResult(Map.of("a", 3L), 1, List.of(), null, Set.of(), Map.of("view `v`", "Table 'b' doesn't exist"), false);
        text(false).rows(json, result, TARGET);
        assertThat(result.incomplete()).isTrue();
        assertThat(err.toString()).contains("view `v` was not made: Table 'b' doesn't exist. Make what it reads");
        assertThat(json.path("database").path("unmade")).hasToString("{\"view `v`\":\"Table 'b' doesn't exist\"}");
    }

    @Test
    void aViewThatWillNotBeMadeIsNamedBeforeAnythingIsChanged() {
        ObjectNode json = Json.object();
        text(false).foreseen(json, new Foreseen(true, List.of("not all could be tried"), Map.of("view `v`", "Table 'b' doesn't exist")));
        assertThat(err.toString()).contains("note: not all could be tried").contains("view `v` will not be made: Table 'b' doesn't exist. All else is restored; the exit code will be 3");
        assertThat(json.path("foreseen")).hasToString("{\"notices\":[\"not all could be tried\"],\"unmade\":{\"view `v`\":\"Table 'b' doesn't exist\"}}");
    }

    private RestoreText text(boolean json) {
        return new RestoreText(new Console(new PrintStream(out, true), new PrintStream(err, true), json, false, false));
    }

    private static Replaced replaced(Marker unfinished) {
        return new Replaced(new Contents(List.of(new Thing("table", "a", "InnoDB", 3, 1), new Thing("table", "b", "InnoDB", 4, 1), new Thing("trigger", "t", null, 0, 0)), false), unfinished);
    }
}
