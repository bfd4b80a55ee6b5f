package cerb.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Installed.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    /** Runs a verb and returns which class was loaded from where. */
    private String loaded(Installed installed, String... verb) throws Exception {
        Path log = directory.resolve(verb[0] + ".log");
        List<String> words = new ArrayList<>(List.of("env", "JAVA_OPTS=-Xlog:class+load:file=" + log));
        words.addAll(installed.command(verb));
        assertThat(installed.finish(words).code()).isZero();
        return Files.readString(log);
    }
}
