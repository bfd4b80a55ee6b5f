package cerb.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.verb.Verbs;
import cerb.backup.configuration.Keys;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private boolean signalled;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"'',a verb is missing", "dance,dance", "snapshots --wide,--wide", "restore --database-password secret,--database-password"})
    void misuseIsOneParagraphThatPointsToHelp(String line, String part) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(ExitCode.FAILED.number());
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(part).contains("--help").hasLineCount(1);
    }

    @Test
    void mistypedVerbIsGuessed() {
        run("snapshot");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("did you mean").contains("snapshots? Run cerb-backup");
    }

    @Test
    void unknownKeyIsAClearErrorWithoutAStackTrace() throws Exception {
        Path file = Files.writeString(directory.resolve("c.properties"), "databse.host=x\n");
        assertThat(run("snapshots", "--config", file.toString())).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("cerb-backup snapshots: ").contains("did you mean database.host?").hasLineCount(1);
    }

    @Test
    void whatASignalMakesGoWrongIsAnInterruption() {
        signalled = true;
        assertThat(run("snapshots", "--config", directory.resolve("none").toString())).isEqualTo(ExitCode.INTERRUPTED.number());
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("cerb-backup snapshots: interrupted");
    }

    /** Without options it does without the parser of arguments; what is wrong is told all the same. */
    @Test
    void daemonWithoutOptionsReadsTheDistributionsConfiguration() throws Exception {
        Files.createDirectory(directory.resolve("config"));
        Files.writeString(directory.resolve("config/cerb-backup.properties"), "databse.host=x\n");
        String before = System.getProperty("cerb.backup.home");
        System.setProperty("cerb.backup.home", directory.toString());
        try {
            assertThat(run("run")).isEqualTo(1);
        } finally {
            if (before == null) {
                System.clearProperty("cerb.backup.home");
            } else {
                System.setProperty("cerb.backup.home", before);
            }
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("cerb-backup run: ").contains("did you mean database.host?").hasLineCount(1);
    }

    @Test
    void stackTraceIsShownOnRequest() {
        run("snapshots", "--debug", "--config", directory.resolve("none").toString());
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("\tat ");
    }

    @Test
    void missingRepositoryHasItsExitCodeAndRemedy() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "x");
        Files.setPosixFilePermissions(password, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Path file = Files.writeString(directory.resolve("c.properties"), "repository.directory=" + directory.resolve("none") + "\nrepository.password-file=" + password + "\n");
        assertThat(run("snapshots", "--config", file.toString())).isEqualTo(ExitCode.NO_REPOSITORY.number());
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("init").contains(directory.resolve("none").toString()).hasLineCount(1);
    }

    /** Before anything is opened. */
    @ParameterizedTest
    @CsvSource({"recovery-point,the tag recovery-point", "'by-hand, incomplete',the tag incomplete", "'',--tag is \"\"", "'pinned,',--tag is"})
    void backupRefusesATagThatIsNotOnesOwn(String tag, String part) throws Exception {
        Path file = Files.writeString(directory.resolve("c.properties"), "repository.directory=" + directory.resolve("none") + "\n");
        assertThat(run("backup", "--storage", "--tag", tag, "--config", file.toString())).isEqualTo(ExitCode.FAILED.number());
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(part).hasLineCount(1);
    }

    @Test
    void syncSaysThatThereIsNoSink() throws Exception {
        Path file = Files.writeString(directory.resolve("c.properties"), "repository.directory=" + directory.resolve("none") + "\n");
        assertThat(run("sync", "--config", file.toString())).isEqualTo(ExitCode.FAILED.number());
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no off-site copy").contains("Name a sink").hasLineCount(1);
    }

    @Test
    void helpListsEveryVerbExitCodeAndKey() {
        String help = Verbs.program("", List.of()).getUsageMessage();
        assertThat(help).contains("run", "init", "backup", "snapshots", "ls", "cat", "restore", "check", "status", "130", "12");
        assertThat(Keys.all()).allSatisfy(key -> assertThat(help).contains(key.name()));
    }

    private int run(String... arguments) {
        return Main.run(arguments, new PrintStream(err, true), () -> signalled);
    }
}
