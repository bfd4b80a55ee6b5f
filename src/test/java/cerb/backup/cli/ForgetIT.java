package cerb.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.cli.Distribution.Ended;
import cerb.backup.cli.output.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Retention as an administrator meets it: the program, its daemon, and restic looking on. */
class ForgetIT {
    @TempDir
    Path directory;

    private Distribution program;

    @BeforeEach
    void makeHelpdesk() throws Exception {
        program = new Distribution(directory);
    }

    @Test
    void forgetsByRulesAndByIdsWithoutADaemon() throws Exception {
        assertThat(program.run("init").exit()).isZero();
        String pinned = point("--tag", "pinned");
        String middle = point();
        String newest = point();

        Ended table = program.run("forget", "--keep-within", "0", "--keep-hourly", "1", "--keep-daily", "1", "--keep-weekly", "1", "--keep-monthly", "1", "--dry-run");
        assertThat(table.exit()).as(table.err()).isZero();
        assertThat(table.out().lines()).hasSize(5).anyMatch(line -> line.startsWith(pinned.substring(0, 8)) && line.contains("keep") && line.endsWith("has tags [pinned]"))
                .anyMatch(line -> line.startsWith(middle.substring(0, 8)) && line.endsWith("remove")).anyMatch(line -> line.equals("kept 2, would remove 1"));

        Ended refused = program.run("forget", pinned);
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("has the tag pinned").contains("--unsafe-allow pinned").doesNotContain("Exception");
        assertThat(program.run("forget", "--keep-daily", "many").err()).contains("--keep-daily").contains("or unlimited");

        Ended forget = program.run("forget", "--keep-within", "0", "--json");
        assertThat(forget.exit()).as(forget.err()).isZero();
        ObjectNode result = Json.read(forget.out());
        assertThat(result.fieldNames()).toIterable().containsExactly("dry_run", "kept", "removed", "findings");
        assertThat(result.path("kept").get(0).fieldNames()).toIterable().containsExactly("id", "short_id", "time", "kind", "incomplete", "host", "tags", "paths", "files", "bytes", "reasons");
        assertThat(ids(result.path("removed"))).containsExactly(middle);
        assertThat(resticsIds()).containsExactlyInAnyOrder(pinned, newest);
        assertThat(Files.readString(program.repository().resolve("cerb-backup.removals"))).contains("\"by\":\"forget\"").contains("snapshots/" + middle);

        assertThat(program.run("prune", "--max-unused", "all").err()).contains("--max-unused").contains("a share such as 5%");
        ObjectNode planned = pruned("--dry-run", "--max-unused", "0%");
        ObjectNode done = pruned("--max-unused", "0%");
        assertThat(done.fieldNames()).toIterable().containsExactly("dry_run", "snapshots", "packs", "packs_removed", "packs_repacked", "bytes_removed", "bytes_repacked", "bytes_freed",
                "bytes_unused", "orphans_removed", "orphans_waiting", "indexes_rewritten", "findings");
        assertThat(done.path("packs_removed").asLong()).isPositive().isEqualTo(planned.path("packs_removed").asLong());
        assertThat(planned.path("dry_run").asBoolean()).isTrue();
        assertThat(program.run("prune").out()).contains("0 of ").contains("0 B freed");
        Oracles.restic(ResticVersion.NEWER).run(program.repository().toString(), "canary-password", "check", "--read-data");
    }

    private ObjectNode pruned(String... options) throws Exception {
        Ended prune = program.run(Stream.concat(Stream.of("prune", "--json"), Stream.of(options)).toArray(String[]::new));
        assertThat(prune.exit()).as(prune.err()).isZero();
        return Json.read(prune.out());
    }

    @Test
    void daemonForgetsByItsClockAndWhenAsked() throws Exception {
        program.set("retention.keep-within", "0").set("retention.schedule", "*/2 * * * * *");
        for (String period : List.of("hourly", "daily", "weekly", "monthly")) {
            program.set("retention.keep-" + period, "1");
        }
        Process daemon = program.daemon();
        try {
            // a checkpoint that stays, so that the last recovery point is never all there is
            String pinned = point("--storage", "--tag", "pinned");
            String first = point();
            String second = point();
            for (Instant end = Instant.now().plus(Duration.ofSeconds(60)); resticsIds().contains(first) && Instant.now().isBefore(end);) {
                Thread.sleep(500);
            }
            assertThat(resticsIds()).contains(second).doesNotContain(first);
            assertThat(Files.readString(directory.resolve("daemon.log"))).contains("retention: kept=").contains("removed=1");
            ObjectNode asked = Json.read(program.run("forget", "--json").out());
            assertThat(ids(asked.path("kept"))).startsWith(second);
            assertThat(program.run("forget", second).err()).contains("the last good recovery-point");
            assertThat(resticsIds()).contains(second, pinned);
            assertThat(pruned("--max-unused", "0%").path("packs_removed").asLong()).as("by hand there is no trial, in the daemon either").isPositive();
            assertThat(Json.read(program.run("check", "--read-data", "--json").out()).path("damaged").asBoolean()).isFalse();
        } finally {
            daemon.destroy();
            daemon.waitFor();
        }
    }

    private String point(String... options) throws Exception {
        Ended backup = program.run(Stream.concat(Stream.of("backup", "--json"), Stream.of(options)).toArray(String[]::new));
        assertThat(backup.exit()).as(backup.err()).isZero();
        return Json.read(backup.out()).path("id").asText();
    }

    private List<String> resticsIds() throws Exception {
        return ids(new ObjectMapper().readTree(Oracles.restic(ResticVersion.NEWER).run(program.repository().toString(), "canary-password", "snapshots", "--json", "--no-lock")));
    }

    private static List<String> ids(JsonNode snapshots) {
        return StreamSupport.stream(snapshots.spliterator(), false).map(each -> each.path("id").asText()).toList();
    }
}
