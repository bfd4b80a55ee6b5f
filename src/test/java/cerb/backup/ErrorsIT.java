package cerb.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Installed.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong first at a new user's: each is told in one paragraph that says what to do, with the exit code the help text promises. */
final class ErrorsIT {
    private static final int FAILED = 1;
    private static final int INCOMPLETE = 3;
    private static final int NO_REPOSITORY = 10;
    private static final int WRONG_PASSWORD = 12;

    @TempDir
    private Path root;

    private Installed program;

    @BeforeEach
    void install() throws Exception {
        program = new Installed(root);
    }

    @Test
    void noRepository() throws Exception {
        assertThat(paragraph(NO_REPOSITORY, "snapshots")).contains(program.repository().toString(), "cerb-backup init");
        assertThat(paragraph(NO_REPOSITORY, "backup")).contains(program.repository().toString(), "cerb-backup init");
    }

    @Test
    void wrongPassword() throws Exception {
        assertThat(program.run("init").code()).isZero();
        program.set("repository.password-file", program.secret("other", "incorrect donkey").toString());
        for (String verb : new String[] {"snapshots", "backup", "run"}) {
            assertThat(paragraph(WRONG_PASSWORD, verb)).contains("the password opens none", "Check the password file").doesNotContain("incorrect donkey");
        }
    }

    @Test
    void passwordThatOthersCanRead() throws Exception {
        Files.setPosixFilePermissions(Path.of(program.setting("repository.password-file")), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(paragraph(FAILED, "init")).contains("chmod");
    }

    @Test
    void unknownKey() throws Exception {
        program.set("databse.host", "127.0.0.1");
        assertThat(paragraph(FAILED, "run")).contains("unknown key databse.host", "did you mean database.host?");
    }

    @Test
    void databaseThatIsNotThere() throws Exception {
        assertThat(program.run("init").code()).isZero();
        program.database(Oracles.mariadb(), "no_such_schema");
        assertThat(paragraph(FAILED, "backup")).contains("no_such_schema", "database.name");
        program.set("database.password-file", program.secret("database", Installed.DATABASE_PASSWORD).toString()).set("database.user", "nobody");
        assertThat(paragraph(FAILED, "backup")).contains("nobody", "database.user");
        program.set("database.port", "1");
        assertThat(paragraph(FAILED, "backup")).contains("127.0.0.1:1", "refused", "Check that the server runs");
        assertThat(program.run("snapshots", "--json").output().strip()).as("nothing was committed").isEqualTo("[]");
    }

    @Test
    void storageThatIsNotThere() throws Exception {
        assertThat(program.run("init").code()).isZero();
        program.newHelpdesk("errors");
        program.set("storage.directory", root.resolve("not-mounted").toString());
        assertThat(paragraph(FAILED, "backup")).contains("not-mounted does not exist", "Mount it", "storage.directory");
        program.set("storage.directory", Files.createDirectory(root.resolve("music")).toString());
        assertThat(paragraph(FAILED, "backup")).contains("music does not look like Cerb's storage directory", "storage.kind=plain");
        program.set("storage.directory", program.storage().toString());
        Files.delete(program.storage().resolve("_master.key"));
        Ended incomplete = program.run("backup");
        assertThat(incomplete.code()).as(incomplete.errors()).isEqualTo(INCOMPLETE);
        assertThat(incomplete.errors()).contains("_master.key is missing");
    }

    /** The one paragraph in which a verb fails. */
    private String paragraph(int code, String verb) throws Exception {
        Ended ended = program.run(verb);
        assertThat(ended.code()).as(ended.errors()).isEqualTo(code);
        assertThat(ended.output()).isEmpty();
        assertThat(ended.errors().strip()).startsWith("cerb-backup " + verb + ": ").hasLineCount(1).doesNotContainPattern("\\bat [a-z]+\\.[a-z]+")
                .doesNotContain("Exception", "..", "??", Installed.PASSWORD, Installed.DATABASE_PASSWORD);
        return ended.errors();
    }
}
