package cerb.backup.operation.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many files in a small heap, in a JVM of their own that fails when the heap does not do. {@code -Dcerb.backup.scale=full} takes a million files
 * in 1,000 directories and 100,000 in one, within 256 MB and with packs of the normal size; some minutes.
 */
final class ScaleTest {
    private static final boolean FULL = System.getProperty("cerb.backup.scale", "").equals("full");
    private static final int DIRECTORIES = FULL ? 1_000 : 30;
    private static final int FILES_EACH = 1_000;
    private static final int FILES_IN_ONE = FULL ? 100_000 : 10_000;
    /** The small one needs a third of its heap for the program itself. */
    private static final String HEAP = FULL ? "-Xmx256m" : "-Xmx56m";
    private static final long PACK = FULL ? 16 << 20 : 4 << 20;
    private static final int PATIENCE_MINUTES = FULL ? 60 : 10;

    @TempDir
    Path directory;

    @Test
    void manyFilesInManyDirectoriesFitTheHeap() throws Exception {
        for (int number = 0; number < DIRECTORIES; number++) {
            fill(directory.resolve("source/" + number), FILES_EACH);
        }
        assertThat(life()).isEqualTo(lines(DIRECTORIES * FILES_EACH, DIRECTORIES));
    }

    @Test
    void manyFilesInOneDirectoryFitTheHeap() throws Exception {
        fill(directory.resolve("source/one"), FILES_IN_ONE);
        assertThat(life()).isEqualTo(lines(FILES_IN_ONE, 1));
    }

    /** 64 bytes a blob are 122 MiB; what the ballast leaves beside them is for the program and its garbage. Half the heap is an index's limit. */
    @Test
    void indexOfTwoMillionBlobsTakesAtMost64BytesABlob() throws Exception {
        int ballast = 122 << 20;
        assertThat(run("-Xmx256m", LargeIndex.class, "2000000", Integer.toString(ballast))).isEqualTo("found=2000000 beside " + ballast + "\n");
    }

    @Test
    void everyRowOfManyIsComparedInTheHeap() throws Exception {
        int rows = FULL ? 1_000_000 : 30_000;
        assertThat(run(FULL ? "-Xmx256m" : "-Xmx48m", ManyRows.class, directory.resolve("rows").toString(), Integer.toString(rows)))
                .isEqualTo("present=" + rows + " missing=0 unhashed=0\n" + ("present=" + rows + " missing=1 unhashed=0\n").repeat(2));
    }

    private static String lines(int files, int directories) {
        return "first=" + files + "\nsecond=0\nlisted=" + (files + directories + 1) + "\nfindings=0\nrestored=" + files + "\n";
    }

    /** Every tenth file has a content of its own, the rest are empty: it is their number that counts. */
    private static void fill(Path directory, int files) throws IOException {
        Files.createDirectories(directory);
        for (int number = 0; number < files; number++) {
            byte[] content = number % 10 == 0 ? (directory + "/" + number).getBytes() : new byte[0];
            Files.write(directory.resolve("attachment-" + number), content);
        }
    }

    private String life() throws IOException, InterruptedException {
        return run(HEAP, WholeLife.class, directory.resolve("source").toString(), directory.resolve("repository").toString(),
                directory.resolve("restored").toString(), Long.toString(PACK));
    }

    /** Runs a program in a JVM of this heap and returns what it printed. */
    private String run(String heap, Class<?> program, String... arguments) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), heap, "-Xmn8m", "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError", "-Dslf4j.provider=cerb.backup.cli.log.PlainLogging", "-Dslf4j.internal.verbosity=WARN",
                "-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("did not end: " + Files.readString(output));
        }
        return Files.readString(output);
    }
}
