package cerb.backup.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.cli.output.Json;
import cerb.backup.cli.work.DatabaseText;
import cerb.backup.format.Id;
import cerb.backup.format.document.Snapshot;
import cerb.backup.observe.Ledger;
import cerb.backup.operation.compose.Tags;
import cerb.backup.operation.manifest.DatabasePart;
import cerb.backup.operation.marks.Marks;
import cerb.backup.repository.StoredSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Id ID = Id.parse("ab".repeat(32));

    private final Ledger ledger = new Ledger(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void ledgerGoesOnFromTheNewestCompletePoint() {
        History.of(List.of(point(Duration.ofHours(2)), point(Duration.ofHours(1), Tags.INCOMPLETE))).resume(ledger, Marks.NONE);
        assertThat(ledger.recoveryPoint()).isEqualTo(NOW.minus(Duration.ofHours(2)));
        assertThat(ledger.incompleteSince()).isEqualTo(NOW.minus(Duration.ofHours(1)));
        assertThat(ledger.checkpoint()).isNull();
    }

    @Test
    void screenShowsWhatTheJsonSays() {
        var status = Json.object().put("helpdesk", "cerb").put("daemon", true).put("repository", "/backups").put("snapshots", 3)
                .put("packs_away", 2).put("bytes_away", 32 << 20);
        status.putObject("recovery_point").put("short_id", "abababab").put("time", "2026-03-02T11:00:00.000Z").put("age_seconds", 3600);
        status.putNull("checkpoint");
        status.set("database", DatabaseText.json(new DatabasePart("cerb", "2026-03-02T11:00:00Z", "b", "e", "MYSQL", "9.7", "u", null, -1, null, null, 212,
                List.of(new DatabasePart.LockPart("schema", 2, 12, 200), new DatabasePart.LockPart("table a", 1, 340, 340)), true,
                List.of(table("a", "locked"), table("m", "best-effort"), table("t", "snapshot"), table("u", "snapshot")))));
        assertThat(status.path("database").path("best_effort").path(0).asText()).isEqualTo("m");
        status.putArray("sinks").addObject().put("name", "offsite").put("backlog_files", 2).put("backlog_bytes", 2048).put("backlog_oldest", "2026-03-02T10:00:00.000Z");
        status.putArray("problems").add("Look\u001b[2J out.");
        assertThat(new StatusScreen(ZoneOffset.UTC).lines(status)).containsExactly(
                "helpdesk        cerb, daemon running",
                "repository      /backups, 3 snapshots, 2 packs (32.0 MiB) kept at the sinks alone",
                "recovery point  abababab, 2026-03-02 11:00:00, 1 h ago",
                "checkpoint      none",
                "database        4 tables: 1 best-effort, 1 locked, 2 snapshot; locked schema 12 ms (2 attempts, the longest 200 ms), table a 340 ms",
                "sink offsite    2 files, 2.0 KiB to send, the oldest since 2026-03-02 10:00:00",
                "WRONG           Look?[2J out.");
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
