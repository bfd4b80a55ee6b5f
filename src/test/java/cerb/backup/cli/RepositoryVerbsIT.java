package cerb.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.cli.Distribution.Ended;
import cerb.backup.cli.output.Json;
import cerb.backup.crypto.Password;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import cerb.backup.repository.lock.LockMode;
import cerb.backup.repository.lock.RepositoryLock;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One real run of each verb about the repository itself. */
class RepositoryVerbsIT {
    @TempDir
    Path directory;

    private Distribution program;

    @BeforeEach
    void backUp() throws Exception {
        program = new Distribution(directory);
        succeed("init");
        succeed("backup");
    }

    private String succeed(String... arguments) throws Exception {
        Ended ended = program.run(arguments);
        assertThat(ended.exit()).as(ended.err()).isZero();
        return ended.out();
    }

    private ObjectNode json(String... arguments) throws Exception {
        return Json.read(succeed(arguments));
    }

    @Test
    void unlockSaysWhatItRemovedAndWhatItKept() throws Exception {
        assertThat(succeed("unlock")).contains("there are no locks");
        try (Repository repository = Repository.open(new LocalBackend(program.repository()), Password.of("canary-password"), RepositoryOptions.defaults());
                RepositoryLock lock = repository.locks().acquire(LockMode.SHARED)) {
            assertThat(succeed("unlock")).contains("kept shared lock " + lock.id().shortName()).contains("runs");
            ObjectNode all = json("unlock", "--remove-all", "--json");
            assertThat(all.path("kept")).isEmpty();
            assertThat(all.path("removed").get(0).fieldNames()).toIterable()
                    .containsExactly("id", "short_id", "reason", "exclusive", "host", "user", "pid", "refreshed");
            assertThat(all.path("removed").get(0).path("id").asText()).isEqualTo(lock.id().toString());
        }
    }

    @Test
    void passwordIsAddedChangedAndRemovedWithAndWithoutTheDaemon() throws Exception {
        Path second = secret("second", "second password\n");
        String added = json("key", "add", "--new-password-file", second.toString(), "--json").path("id").asText();
        var listed = new ObjectMapper().readTree(succeed("key", "list", "--json"));
        assertThat(listed).hasSize(2);
        assertThat(listed.get(0).fieldNames()).toIterable().containsExactly("id", "short_id", "in_use", "usable", "user", "host", "created", "problem");
        assertThat(succeed("key", "list")).contains("*").contains(added.substring(0, 8));
        assertThat(program.run("key", "add", "--new-password-file", secret("empty", "\n").toString()).err()).contains("is empty");
        assertThat(program.run("key", "add").err()).contains("no terminal").contains("--new-password-file");

        Process daemon = program.daemon();
        try {
            Ended removed = program.run("key", "remove", added.substring(0, 8));
            assertThat(removed.exit()).as(removed.err()).isZero();
            assertThat(removed.err()).contains("cannot call back a master key that leaked");
            Path third = secret("third", "third password\n");
            Ended changed = program.run("key", "passwd", "--new-password-file", third.toString());
            assertThat(changed.exit()).as(changed.err()).isZero();
            assertThat(changed.err()).contains("repository.password-file");
            assertThat(program.run("snapshots").exit()).isEqualTo(12);
            program.set("repository.password-file", third.toString());
            succeed("backup", "--storage");
            assertThat(succeed("snapshots", "--json")).contains("checkpoint");
            assertThat(Files.readString(directory.resolve("daemon.log"))).doesNotContain("third password");
        } finally {
            daemon.destroy();
            daemon.waitFor();
        }
    }

    private Path secret(String name, String text) throws Exception {
        Path file = Files.writeString(directory.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    @Test
    void whatTheRepositoryHoldsIsFoundComparedAndIndexedAnew() throws Exception {
        Files.writeString(program.storage().resolve("second"), "more");
        succeed("backup", "--storage");
        ObjectMapper mapper = new ObjectMapper();
        var snapshots = mapper.readTree(succeed("snapshots", "--json"));
        String first = snapshots.get(0).path("id").asText();

        List<String> diff = succeed("diff", first, "latest", "--json").lines().toList();
        assertThat(diff.get(1)).contains("\"path\":\"/storage/second\",\"modifier\":\"+\"");
        assertThat(Json.read(diff.get(diff.size() - 1)).fieldNames()).toIterable()
                .containsExactly("message_type", "source_snapshot", "target_snapshot", "changed_files", "added", "removed");
        assertThat(succeed("diff", first, "latest")).contains("+    /storage/second").contains("1 new");

        List<String> found = succeed("find", "storage/a*", "--json").lines().toList();
        assertThat(found).hasSize(2);
        assertThat(Json.read(found.get(0)).fieldNames()).toIterable().containsExactly("snapshot", "time", "path", "type", "mode", "uid", "gid", "user", "group", "size", "mtime",
                "link_target", "escaped");
        assertThat(succeed("find", "SECOND", "--ignore-case")).contains("/storage/second").contains("in snapshot").doesNotContain(first.substring(0, 8));
        assertThat(program.run("find").err()).contains("--blob");

        ObjectNode stats = json("stats", "--json");
        assertThat(stats.fieldNames()).toIterable().containsExactly("mode", "snapshots_count", "total_size", "total_file_count", "total_blob_count", "total_uncompressed_size",
                "compression_ratio", "compression_progress", "compression_space_saving", "repository");
        assertThat(stats.path("repository").path("dedup_ratio").asDouble()).isPositive();
        assertThat(succeed("stats", "latest", "--mode", "raw-data")).contains("1 snapshot, counted as raw-data").contains("packs");

        for (var index : files("index")) {
            Files.delete(index);
        }
        assertThat(program.run("check").exit()).isEqualTo(1);
        assertThat(json("repair", "index", "--dry-run", "--json").path("indexes_written").asLong()).isZero();
        ObjectNode repaired = json("repair", "index", "--json");
        assertThat(repaired.fieldNames()).toIterable().containsExactly("dry_run", "packs", "packs_added", "packs_dropped", "indexes", "indexes_removed", "indexes_written", "findings");
        assertThat(repaired.path("packs_added").asLong()).isEqualTo(files("data").size());
        assertThat(succeed("repair", "index", "--read-all-packs")).contains("the index fits");
        succeed("check", "--read-data");
    }

    private List<Path> files(String type) throws Exception {
        try (var all = Files.walk(program.repository().resolve(type))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void recoveryKitRestoresWithoutUsAndIsRemindedOf() throws Exception {
        assertThat(succeed("status")).contains("recovery kit is not confirmed");
        assertThat(succeed("recovery-kit")).contains("RECOVERY KIT").contains(program.repository().toString()).doesNotContain("canary-password");
        ObjectNode kit = json("recovery-kit", "--with-password", "--json");
        assertThat(kit.fieldNames()).toIterable().containsExactly("helpdesk", "time", "program", "repository", "format", "database", "storage", "password", "places", "keys", "commands");
        assertThat(kit.path("password").asText()).isEqualTo("canary-password");
        StringBuilder script = new StringBuilder("set -eu\n");
        for (String kind : List.of("environment", "restic", "mysql")) {
            kit.path("commands").path(kind).forEach(command -> script.append(command.asText()).append('\n'));
        }
        Path home = Files.createDirectory(directory.resolve("home"));
        Oracles.Database server = Oracles.database(Oracles.Flavour.MARIADB);
        Files.writeString(home.resolve(".my.cnf"), "[client]\nhost=127.0.0.1\nuser=root\nport=" + server.port() + "\n");
        Path log = directory.resolve("kit.log");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", script.toString().replace("/where/the/password/is", directory.resolve("password").toString()))
                .directory(home.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        shell.environment().put("HOME", home.toString());
        Oracles.require("mysql");
        assertThat(shell.start().waitFor()).as(Files.readString(log)).isZero();
        assertThat(home.resolve("restored/storage/attachment")).hasContent("content");
        try (var connection = server.connect(program.schema + "_restored"); var rows = connection.createStatement().executeQuery("SELECT COUNT(*) FROM ticket")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(2);
        }
        succeed("recovery-kit", "--confirm");
        assertThat(succeed("status")).doesNotContain("recovery kit");
    }
}
