package cerb.backup.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.cli.output.Json;
import cerb.backup.cli.work.DatabaseText;
import cerb.backup.format.Id;
import cerb.backup.format.document.Snapshot;
import cerb.backup.observe.Ledger;
import cerb.backup.observe.Metrics;
import cerb.backup.operation.compose.Tags;
import cerb.backup.operation.manifest.CrossChecked;
import cerb.backup.operation.manifest.CrossChecked.Count;
import cerb.backup.operation.manifest.DatabasePart;
import cerb.backup.operation.manifest.Lacks;
import cerb.backup.operation.manifest.Manifest;
import cerb.backup.operation.manifest.Manifest.CrossCheckPart;
import cerb.backup.operation.marks.Marks;
import cerb.backup.repository.StoredSnapshot;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Id ID = Id.parse("ab".repeat(32));

    private final Ledger ledger = new Ledger(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void ledgerGoesOnFromTheNewestCompletePoint() {
        Lacks lacks = new Lacks(List.of(new Lacks.Lack("database", "database cerb", "a", ""), new Lacks.Lack("storage", "x", "b", "")), 3);
        History.of(List.of(point(Duration.ofHours(2)), point(Duration.ofHours(1), Tags.INCOMPLETE)), stored -> Optional.of(manifest(null, lacks))).resume(ledger, Marks.NONE);
        assertThat(ledger.recoveryPoint()).isEqualTo(NOW.minus(Duration.ofHours(2)));
        assertThat(ledger.incomplete().since()).isEqualTo(NOW.minus(Duration.ofHours(1)));
        assertThat(ledger.incomplete().words()).isEqualTo("abababab lacks: database cerb: a; x: b; and 3 more.");
        assertThat(ledger.checkpoint()).isNull();
    }

    @Test
    void attachmentsThatAreMissingAreKnownAfterARestart() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.bind("cerb", ledger, Path.of("."), () -> 0, List::of, registry);
        Count none = Count.NONE;
        CrossChecked found = new CrossChecked(NOW.minus(Duration.ofHours(1)), Duration.ofSeconds(2), new Count(5, 500), new Count(2, 20), new Count(1, 10), none, none, none, none, new Count(7, 70), 0, 0);
        History.of(List.of(point(Duration.ofHours(1), Tags.INCOMPLETE)), stored -> Optional.of(manifest(CrossCheckPart.of(found, null, false), null))).resume(ledger, Marks.NONE);
        assertThat(gauge(registry, "damaged.objects")).isEqualTo(3);
        assertThat(gauge(registry, "present.objects")).isEqualTo(5);
        assertThat(gauge(registry, "unreferenced.bytes")).isEqualTo(70);
        assertThat(gauge(registry, "timestamp.seconds")).isEqualTo(found.at().getEpochSecond());
    }

    @Test
    void attachmentsThatWereMissingBeforeTheLastPointAreNoMatter() {
        History.of(List.of(point(Duration.ofHours(2), Tags.INCOMPLETE), point(Duration.ofHours(1))), stored -> {
            throw new AssertionError("costs loading the index");
        }).resume(ledger, Marks.NONE);
        assertThat(ledger.isPointIncomplete()).isFalse();
    }

    @Test
    void olderManifestSaysHowManyAreMissingAndOneWithoutATimeNothing() {
        assertThat(new CrossCheckPart("2026-03-02T11:00:00Z", 1, 9, 4, null, null, null).result().damaged()).isEqualTo(4);
        History.of(List.of(point(Duration.ofHours(1), Tags.INCOMPLETE)), stored -> Optional.of(manifest(new CrossCheckPart(null, 1, 9, 4, null, null, null), null))).resume(ledger, Marks.NONE);
        assertThat(ledger.isPointIncomplete()).isTrue();
    }

    private static double gauge(MeterRegistry registry, String name) {
        return registry.get("cerb.backup.crosscheck." + name).gauge().value();
    }

    private static Manifest manifest(CrossCheckPart crossCheck, Lacks lacks) {
        return new Manifest(Manifest.SCHEMA, "cerb-backup", "cerb", null, null, crossCheck, lacks);
    }

    @Test
    void screenShowsWhatTheJsonSays() {
        var status = status().put("packs_away", 2).put("bytes_away", 32 << 20);
        status.putNull("checkpoint");
        status.set("database", DatabaseText.json(new DatabasePart("cerb", "2026-03-02T11:00:00Z", "b", "e", "MYSQL", "9.7", "u", null, -1, null, null, 212,
                List.of(new DatabasePart.LockPart("schema", 2, 12, 200), new DatabasePart.LockPart("table a", 1, 340, 340)), true,
                List.of(table("a", "locked"), table("m", "best-effort"), table("t", "snapshot"), table("u", "snapshot")))));
        assertThat(status.path("database").path("best_effort").path(0).asText()).isEqualTo("m");
        assertThat(status.path("database").path("locked").path(0).asText()).isEqualTo("a");
        status.putObject("next").put("check", (String) null).put("dump", "2026-03-03T02:00:00.000Z");
        status.putArray("sinks").addObject().put("name", "offsite").put("backlog_files", 2).put("listed", true).put("backlog_bytes", 2048).put("backlog_oldest", "2026-03-02T10:00:00.000Z");
        problem(status, "critical", "Sink offsite has failed since 2026-03-02T09:00:00Z.", "no\u001b[2J route").put("remedy", "Look there.");
        status.put("summary", StatusSummary.of(status));
        assertThat(new StatusScreen(ZoneOffset.UTC).lines(status)).containsExactly(
                "One thing is wrong, gravely. The helpdesk can be restored as of 1 h ago, its files as of 2 min ago, and as of 2 earlier points up to 2 d ago.",
                "",
                "helpdesk        cerb, daemon running",
                "repository      /backups, 3 snapshots, 2 packs (32.0 MiB) kept at the sinks alone",
                "restorable      3 recovery points, 2026-02-28 12:00:00 to 2026-03-02 11:00:00",
                "recovery point  abababab, 2026-03-02 11:00:00, 1 h ago",
                "checkpoint      none",
                "database        4 tables: 1 best-effort, 1 locked, 2 snapshot; locked schema 12 ms (2 attempts, the longest 200 ms), table a 340 ms",
                "best-effort     m",
                "storage stored  2026-03-02 11:58:00",
                "next            check never by itself, dump 2026-03-03 02:00:00",
                "sink offsite    2 files, 2.0 KiB to send, the oldest since 2026-03-02 10:00:00",
                "",
                "CRITICAL        Sink offsite has failed since 2026-03-02 09:00:00.",
                "                no?[2J route",
                "                Look there.");
    }

    @Test
    void saysSinceWhenTheDaemonHasBeenStartingAndNothingOfASinkThatItHasNotLookedAt() {
        var status = status().put("starting", "2026-03-02T11:59:58.000Z");
        status.putArray("problems");
        status.putArray("sinks").addObject().put("name", "offsite").put("backlog_files", 0).put("listed", false).put("caught_up", "2026-03-02T11:00:00.000Z");
        status.put("summary", StatusSummary.of(status));
        assertThat(status.path("summary").asText()).startsWith("The daemon is starting. All is well.").doesNotContain("offsite");
        assertThat(new StatusScreen(ZoneOffset.UTC).lines(status)).contains("helpdesk        cerb, daemon is starting since 2026-03-02 11:59:58",
                "sink offsite    yet to be looked at, held everything at 2026-03-02 11:00:00");
    }

    @Test
    void summaryTellsOfFilesOnlyWhereTheyAreOfALaterTime() {
        var status = status().put("storage_confirmed", "2026-03-02T11:00:00.000Z");
        status.putArray("problems");
        assertThat(StatusSummary.of(status)).doesNotContain("its files");
        assertThat(StatusSummary.of(status.put("storage_confirmed", "2026-03-02T11:58:00.000Z"))).contains(", its files as of 2 min ago");
    }

    @Test
    void summaryReassuresOnlyWhereThatIsTrue() {
        var status = status();
        var sinks = status.putArray("sinks");
        sinks.addObject().put("name", "offsite").put("backlog_files", 0).put("listed", true).put("caught_up", "2026-03-02T11:58:00.000Z");
        sinks.addObject().put("name", "vault").put("backlog_files", 1).put("caught_up", "2026-03-02T11:58:00.000Z");
        sinks.addObject().put("name", "disk");
        status.putArray("problems");
        assertThat(StatusSummary.of(status)).startsWith("All is well. The helpdesk can be restored as of 1 h ago").endsWith("All of it is at offsite, too.").doesNotContain("vault", "disk");
        problem(status, "warning", "a", "");
        problem(status, "critical", "b", "");
        assertThat(StatusSummary.of(status)).startsWith("2 things are wrong, 1 of them gravely. The helpdesk can be restored");
        problem(status, "critical", "c", "").put("code", "damage-found");
        assertThat(StatusSummary.of(status)).contains("can be restored as of 1 h ago").contains(", but for what is damaged: cerb-backup check names it.");
        status.putNull("restorable");
        assertThat(StatusSummary.of(status)).endsWith("Nothing can be restored yet: there is no recovery point.");
        ObjectNode incomplete = status.putObject("incomplete").put("short_id", "cdcdcdcd").put("time", "2026-03-02T11:58:00.000Z").put("lacks_number", 5);
        List.of("a", "b", "c", "d").forEach(lack -> incomplete.withArray("lacks").addObject().put("subject", "file " + lack).put("message", "cannot be read"));
        assertThat(StatusSummary.of(status)).endsWith("There is no complete recovery point yet. The newest incomplete one, cdcdcdcd of 2 min ago, lacks: file a: cannot be read; file b: cannot be read;"
                + " file c: cannot be read; and 2 more. What else is in it can be restored by that id.");
    }

    private static ObjectNode status() {
        var status = Json.object().put("helpdesk", "cerb").put("time", "2026-03-02T12:00:00.000Z").put("daemon", true).put("repository", "/backups").put("snapshots", 3);
        status.putObject("restorable").put("points", 3).put("from", "2026-02-28T12:00:00.000Z").put("to", "2026-03-02T11:00:00.000Z");
        status.putObject("recovery_point").put("short_id", "abababab").put("time", "2026-03-02T11:00:00.000Z").put("age_seconds", 3600);
        return status.put("storage_confirmed", "2026-03-02T11:58:00.000Z");
    }

    private static ObjectNode problem(ObjectNode status, String severity, String message, String detail) {
        return status.withArray("problems").addObject().put("severity", severity).put("message", message).put("detail", detail);
    }

    private static DatabasePart.TablePart table(String name, String consistency) {
        return new DatabasePart.TablePart(name, name, "InnoDB", 1, 1, "0", consistency, 1, 0, false, 0);
    }

    private static StoredSnapshot point(Duration age, String... more) {
        List<String> tags = new java.util.ArrayList<>(List.of(Tags.OURS, Tags.RECOVERY_POINT));
        tags.addAll(List.of(more));
        return new StoredSnapshot(ID, Snapshot.of(NOW.minus(age), ID, List.of("/database", "/storage"), "cerb").withTags(tags));
    }
}
