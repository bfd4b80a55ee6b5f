package cerb.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.cli.Distribution.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people get wrong first: each is one paragraph that names what was tried, why it failed and what to do, with no stack trace and no secret. */
class ErrorsIT {
    @TempDir
    static Path directory;

    private static Distribution program;
    private static Map<String, String> right;

    @BeforeAll
    static void makeHelpdesk() throws Exception {
        program = new Distribution(directory);
        assertThat(program.run("init").exit()).isZero();
        right = Map.copyOf(program.settings);
    }

    @BeforeEach
    void setRight() throws Exception {
        program.settings.clear();
        program.settings.putAll(right);
        program.set("instance.name", "cerb");
    }

    @Test
    void wrongPassword() throws Exception {
        program.set("repository.password-file", secret("other"));
        assertError(program.run("snapshots"), 12, program.repository().toString(), "password");
        assertError(program.run("backup"), 12, program.repository().toString(), "password");
    }

    @Test
    void missingRepository() throws Exception {
        program.set("repository.directory", directory.resolve("none").toString());
        assertError(program.run("snapshots"), 10, directory.resolve("none").toString(), "cerb-backup init");
        assertError(program.run("backup"), 10, directory.resolve("none").toString(), "cerb-backup init");
    }

    @Test
    void missingDatabase() throws Exception {
        assertError(program.set("database.name", "no_such_helpdesk").run("backup"), 1, "no_such_helpdesk");
    }

    @Test
    void databaseServerThatIsAway() throws Exception {
        assertError(program.set("database.port", "1").run("backup"), 1, "127.0.0.1:1");
    }

    @Test
    void missingDirectory() throws Exception {
        assertError(program.set("storage.directory", directory.resolve("none").toString()).run("backup"), 1, directory.resolve("none").toString());
    }

    @Test
    void fullDisk() throws Exception {
        assertError(program.set("repository.minimum-free", "100%").run("backup"), 1, "repository.minimum-free", program.repository().toString());
    }

    @Test
    void unreachableS3() throws Exception {
        program.set("sinks", "offsite").set("sink.offsite.bucket", "backups").set("sink.offsite.endpoint", "http://127.0.0.1:1")
                .set("sink.offsite.access-key-file", secret("access")).set("sink.offsite.secret-key-file", secret("secret"))
                .set("sink.default.retries", "1").set("sink.default.backoff", "10ms..20ms");
        assertError(program.run("restore", "--from", "offsite"), 1, "offsite", "127.0.0.1:1");
        assertThat(program.run("backup").exit()).as("a sink that is away keeps nothing from being backed up").isZero();
    }

    @Test
    void unknownKey() throws Exception {
        assertError(program.set("databse.host", "x").run("snapshots"), 1, "databse.host", program.configuration.toString(), "did you mean database.host?");
    }

    @Test
    void secretThatOthersCanRead() throws Exception {
        Path open = Path.of(secret("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        assertError(program.set("repository.password-file", open.toString()).run("snapshots"), 1, "chmod 600 " + open);
    }

    private String secret(String name) throws Exception {
        Path file = Files.writeString(directory.resolve(name), "canary-" + name);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }

    private static void assertError(Ended ended, int exit, String... parts) {
        assertThat(ended.exit()).as(ended.err()).isEqualTo(exit);
        assertThat(ended.out()).isEmpty();
        List<String> lines = ended.err().lines().filter(line -> line.startsWith("cerb-backup ")).toList();
        assertThat(lines).as(ended.err()).hasSize(1);
        assertThat(lines.get(0)).contains(parts).doesNotContain("--debug");
        assertThat(ended.err()).doesNotContain("\tat ").doesNotContain("Exception:").doesNotContain("canary");
    }
}
