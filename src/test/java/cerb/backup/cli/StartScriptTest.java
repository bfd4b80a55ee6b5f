package cerb.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bin/cerb-backup makes of its environment; in the place of Java something that prints its arguments. */
class StartScriptTest {
    @TempDir
    private Path java;

    @BeforeEach
    void makeJava() throws Exception {
        Path program = Files.createDirectory(java.resolve("bin")).resolve("java");
        Files.writeString(program, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void daemonTakesItsShareOfTheMemoryWhateverElseJavaIsTold() throws Exception {
        assertThat(arguments(Map.of("HEAP_PERCENT", "50", "JAVA_OPTS", "-Djava.io.tmpdir=x"), "run"))
                .contains("-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-Djava.io.tmpdir=x").endsWith("run");
    }

    /** Two processes cannot listen at one port. */
    @Test
    void whatIsOfTheDaemonIsKeptFromTheVerbsBesideIt() throws Exception {
        Map<String, String> environment = Map.of("JAVA_OPTS", "-Djava.io.tmpdir=x", "DAEMON_JAVA_OPTS", "-Dcom.sun.management.config.file=x -Djava.rmi.server.hostname=y");
        assertThat(arguments(environment, "run")).containsSubsequence("-Djava.io.tmpdir=x", "-Dcom.sun.management.config.file=x", "-Djava.rmi.server.hostname=y", "run");
        for (String verb : List.of("backup", "restore", "snapshots", "status", "cat")) {
            assertThat(arguments(environment, verb)).contains("-Djava.io.tmpdir=x").noneMatch(argument -> argument.matches("-D(com.sun.management|java.rmi).*")).endsWith(verb);
        }
        assertThat(arguments(Map.of("DAEMON_JAVA_OPTS", "-Dcom.sun.management.config.file=x"), "run")).contains("-Dcom.sun.management.config.file=x").endsWith("run");
    }

    @Test
    void verbsBesideItTakeWhatJavaTakesByItself() throws Exception {
        for (String verb : List.of("backup", "restore", "snapshots", "cat")) {
            assertThat(arguments(Map.of("HEAP_PERCENT", "50"), verb)).noneMatch(argument -> argument.startsWith("-XX:MaxRAMPercentage")).endsWith(verb);
        }
        assertThat(arguments(Map.of(), "run")).noneMatch(argument -> argument.startsWith("-XX:MaxRAMPercentage"));
    }

    @Test
    void whatIsGivenToJavaCountsForMoreThanTheShare() throws Exception {
        List<String> arguments = arguments(Map.of("HEAP_PERCENT", "50", "JAVA_OPTS", "-XX:MaxRAMPercentage=30"), "run");
        assertThat(arguments.indexOf("-XX:MaxRAMPercentage=30")).isGreaterThan(arguments.indexOf("-XX:MaxRAMPercentage=50"));
    }

    @Test
    void whoeverStopsItMayGiveItLonger() throws Exception {
        for (String verb : List.of("run", "restore", "cat")) {
            assertThat(arguments(Map.of("STOP_SECONDS", "80"), verb)).contains("-Dcerb.backup.stop-seconds=80").endsWith(verb);
            assertThat(arguments(Map.of(), verb)).noneMatch(argument -> argument.startsWith("-Dcerb.backup.stop-seconds"));
        }
    }

    private List<String> arguments(Map<String, String> environment, String verb) throws Exception {
        Path script = Path.of(System.getProperty("basedir", ".")).resolve("src/main/bin/cerb-backup").toAbsolutePath();
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString(), verb).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeAll(List.of("HEAP_PERCENT", "STOP_SECONDS", "JAVA_OPTS", "DAEMON_JAVA_OPTS"));
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", java.toString());
        Process process = builder.start();
        List<String> printed = new String(process.getInputStream().readAllBytes()).lines().toList();
        assertThat(process.waitFor()).isZero();
        return printed;
    }
}
