package cerb.backup.demo.play;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.demo.EmbeddedDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plays the packaged demo, a smaller one than the user's. */
class DemoIT {
    private static final Path PROGRAM = Path.of(System.getProperty("basedir", "."), "target/cerb-backup/bin/cerb-backup");
    private static final List<String> SIZE = List.of("--tickets", "400", "--attachments", "300");

    @TempDir
    private Path temporary;

    @Test
    void restoresFromS3WhatIsEqualInEveryRowAndByte() throws Exception {
        Assumptions.assumeTrue(EmbeddedDatabase.obstacle().isEmpty(), () -> EmbeddedDatabase.obstacle().orElseThrow());
        assertEqual(demo(List.of()));
    }

    @Test
    void worksOnAServerThatIsThere() throws Exception {
        var port = Integer.toString(Oracles.mysqlPort());
        assertEqual(demo(List.of("--database-host", "127.0.0.1", "--database-port", port)));
    }

    @Test
    void saysWhichServerItCouldNotReach() throws Exception {
        var output = demo(List.of("--database-host", "127.0.0.1", "--database-port", "1"));
        assertThat(output).last().isEqualTo("exit code 1");
        assertThat(String.join(" ", output)).startsWith("cerb-backup demo: ").doesNotContain("\tat ");
        assertNothingIsLeft();
    }

    private void assertEqual(List<String> output) {
        assertThat(output).as("output of the demo").last().isEqualTo("exit code 0");
        assertThat(output).anySatisfy(line -> assertThat(line).matches("what +size +stored +seconds +equal"));
        for (var compared : List.of("database: 28 tables, ", "storage: ", "attachments find file, size, SHA-1")) {
            assertThat(output).anySatisfy(line -> assertThat(line).contains(compared).endsWith("  yes"));
        }
        assertThat(output).noneSatisfy(line -> assertThat(line).endsWith("  NO"));
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() {
        assertThat(temporary).isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("cerb-backup-"));
    }

    /** The lines of its output, then one with its exit code. */
    private List<String> demo(List<String> options) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(PROGRAM.toString(), "demo"));
        words.addAll(SIZE);
        words.addAll(options);
        var output = new File(temporary.toFile(), "output");
        var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output);
        builder.environment().put("JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
        var process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroy();
        }
        var lines = new ArrayList<>(Files.readAllLines(output.toPath(), StandardCharsets.UTF_8));
        lines.add("exit code " + process.waitFor());
        return lines;
    }
}
