package cerb.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Installed.Ended;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The start script finds the classes that the build has prepared, and does without them. */
class StartIT {
    private static final Path DISTRIBUTION = Path.of("target/cerb-backup").toAbsolutePath();

    @TempDir
    Path directory;

    @Test
    void takesPreparedClassesWhereTheyAre() throws Exception {
        Installed installed = new Installed(directory);
        assertThat(installed.run("init").code()).isZero();
        assertThat(loaded(installed, "backup", "--storage")).contains("org.apache.camel.impl.DefaultCamelContext source: shared objects file (top)");
        assertThat(loaded(installed, "snapshots")).contains("cerb.backup.cli.Main source: shared objects file (top)");
    }

    @Test
    void startsWithoutThemAfterAMoveAndSaysNothing() throws Exception {
        Installed installed = new Installed(directory);
        Path moved = Files.createDirectory(directory.resolve("moved distribution"));
        assertThat(installed.finish(List.of("cp", "-R", DISTRIBUTION + "/.", moved.toString())).code()).isZero();
        Ended ended = installed.finish(List.of(moved + "/bin/cerb-backup", "--version"));
        assertThat(ended.errors()).isEmpty();
        assertThat(ended.output()).startsWith("cerb-backup ").hasLineCount(1);
        assertThat(ended.code()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"low, 10", "normal, 0"})
    void givesWorkersTheirPriority(String priority, int nice) throws Exception {
        Installed installed = new Installed(directory).set("engine.priority", priority);
        Files.write(installed.storage().resolve("attachments/8/q/2"), new byte[1000]);
        try (Daemon daemon = installed.start()) {
            Path worker = null;
            for (int i = 0; i < 300 && worker == null; i++) {
                TimeUnit.MILLISECONDS.sleep(100);
                worker = thread(daemon, "repository-blob");
            }
            assertThat(worker).as("a thread that stores the first checkpoint").isNotNull();
            String afterName = Files.readString(worker.resolve("stat")).replaceFirst(".*[)] ", "");
            assertThat(afterName.split(" ")[16]).as("nice, the 19th field of stat").isEqualTo(Integer.toString(nice));
        }
    }

    /** The directory in /proc of a thread of this name; null if there is none. */
    private static Path thread(Daemon daemon, String name) throws IOException {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(daemon.pid()), "task"))) {
            for (Path thread : threads) {
                if (Files.readString(thread.resolve("comm")).strip().equals(name)) {
                    return thread;
                }
            }
        } catch (NoSuchFileException ended) {
            return null; // a thread that ended while it was looked at
        }
        return null;
    }

    /** Runs a verb and returns which class was loaded from where. */
    private String loaded(Installed installed, String... verb) throws Exception {
        Path log = directory.resolve(verb[0] + ".log");
        List<String> words = new ArrayList<>(List.of("env", "JAVA_OPTS=-Xlog:class+load:file=" + log));
        words.addAll(installed.command(verb));
        assertThat(installed.finish(words).code()).isZero();
        return Files.readString(log);
    }
}
