package cerb.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.cli.Distribution.Ended;
import cerb.backup.cli.output.Json;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerbsIT {
    @TempDir
    Path directory;

    private Distribution program;

    @BeforeEach
    void makeHelpdesk() throws Exception {
        program = new Distribution(directory);
    }

    @Test
    void backsUpListsReadsAndRestoresWithoutADaemon() throws Exception {
        Ended init = program.run("init", "--json");
        assertThat(init.exit()).as(init.err()).isZero();
        assertThat(Json.read(init.out()).path("id").asText()).hasSize(64);

        Ended backup = program.run("backup", "--tag", "by-hand", "--json");
        assertThat(backup.exit()).as(backup.err()).isZero();
        ObjectNode point = Json.read(backup.out());
        assertThat(point.fieldNames()).toIterable().containsExactly("changed", "id", "short_id", "kind", "time", "incomplete", "files", "bytes", "bytes_added", "seconds", "tables",
                "database", "findings");
        assertThat(point.path("tables").findValuesAsText("name")).contains("ticket");
        assertThat(point.path("database").path("tables").path("snapshot").asInt()).isPositive();
        assertThat(point.path("kind").asText()).isEqualTo("recovery-point");
        assertThat(Instant.parse(point.path("time").asText())).isBetween(Instant.now().minusSeconds(120), Instant.now());

        var snapshot = new ObjectMapper().readTree(program.run("snapshots", "--json").out()).get(0);
        assertThat(snapshot.fieldNames()).toIterable().containsExactly("id", "short_id", "time", "kind", "incomplete", "host", "tags", "paths", "files", "bytes");
        assertThat(snapshot.path("id")).isEqualTo(point.path("id"));
        assertThat(snapshot.path("tags").toString()).contains("by-hand");

        assertThat(program.run("ls", "latest", "/storage").out()).contains("/storage/attachment");
        assertThat(program.run("cat", "latest", "/storage/attachment").out()).isEqualTo("content");
        assertThat(program.run("cat", point.path("short_id").asText(), "/database/" + program.schema + "/data/ticket.sql").out()).contains("zweites Büro");

        ObjectNode check = Json.read(program.run("check", "--read-data", "--json").out());
        assertThat(check.fieldNames()).toIterable().containsExactly("repository", "damaged", "snapshots", "trees", "packs", "packs_read", "bytes_read", "findings");
        assertThat(check.path("damaged").asBoolean()).isFalse();

        ObjectNode plan = Json.read(program.run("restore", "--json").out());
        assertThat(plan.path("database").path("rows").asLong()).isEqualTo(2);
        assertThat(plan.path("storage").path("files").asLong()).isEqualTo(1);
        Path target = directory.resolve("target");
        Ended restore = program.run("restore", "--storage-to", target.toString(), "--database-to", program.schema + "_r", "--json");
        assertThat(restore.exit()).as(restore.err()).isZero();
        assertThat(target.resolve("attachment")).hasContent("content");
        assertThat(Json.read(restore.out()).path("database").path("tables").path("ticket").asLong()).isEqualTo(2);
        ObjectNode again = Json.read(program.run("restore", "--database-to", program.schema + "_r", "--dry-run", "--json").out());
        assertThat(again.path("target").path("objects").path("table").asInt()).isPositive();
        Ended refused = program.run("restore", "--database-to", program.schema + "_r");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("--overwrite");
    }

    @Test
    void statusTellsWhatIsWrongWithoutADaemon() throws Exception {
        program.run("init");
        ObjectNode status = Json.read(program.run("status", "--json").out());
        assertThat(status.fieldNames()).toIterable().containsExactly("helpdesk", "time", "daemon", "starting", "repository", "snapshots", "packs_away", "bytes_away", "restorable", "recovery_point", "checkpoint", "database", "incomplete", "storage_confirmed", "stage",
                "next", "drill", "sinks", "problems", "summary");
        assertThat(status.path("daemon").asBoolean()).isFalse();
        assertThat(status.path("problems").toString()).contains("no complete recovery point").contains("No daemon").contains("off-site");
    }

    @Test
    void daemonIsAskedAndEndsInOrder() throws Exception {
        Process daemon = program.daemon();
        try {
            ObjectNode point = Json.read(program.run("backup", "--json").out());
            assertThat(point.path("kind").asText()).isEqualTo("recovery-point");
            assertThat(Files.readString(directory.resolve("daemon.log"))).contains("dump");
            ObjectNode status = Json.read(program.run("status", "--json").out());
            assertThat(status.path("daemon").asBoolean()).isTrue();
            assertThat(status.path("recovery_point").path("id")).isEqualTo(point.path("id"));
            assertThat(status.path("next").path("dump").isTextual()).isTrue();
            assertThat(program.run("status").out()).contains("daemon running").contains(point.path("short_id").asText());

            assertThat(Json.read(program.run("check", "--json").out()).path("damaged").asBoolean()).isFalse();
            signal(daemon, "HUP"); // what "restic unlock" sends
            assertThat(program.run("backup", "--storage", "--json").exit()).isZero();
            signal(daemon, "TERM");
            assertThat(daemon.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(daemon.exitValue()).as(Files.readString(directory.resolve("daemon.log"))).isZero();
            assertThat(program.repository().resolve("cerb-backup.socket")).doesNotExist();
            assertThat(program.repository().resolve("locks")).isEmptyDirectory();
        } finally {
            daemon.destroyForcibly();
        }
    }

    @Test
    void killedDaemonIsNotInTheWay() throws Exception {
        Process daemon = program.daemon();
        daemon.destroyForcibly().waitFor();
        assertThat(program.repository().resolve("cerb-backup.socket")).exists();
        assertThat(Json.read(program.run("status", "--json").out()).path("daemon").asBoolean()).isFalse();
        assertThat(program.run("backup", "--json").exit()).isZero();
    }

    private static void signal(Process process, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor()).isZero();
    }
}
