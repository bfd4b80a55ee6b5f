package cerb.backup.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * One tool at one task.
 *
 * @param name    what is run, as it is called in the table
 * @param needs   programs that must be on the PATH
 * @param command what the shell runs; exit code 0 or the run does not count
 * @param stores  the directory or file of which the bytes count as stored; null where there is none
 */
record Contestant(String name, List<String> needs, String command, Path stores) {
    /** A measured run. */
    record Run(Duration took, long stored) {
    }

    /** Whether all its programs are here. */
    boolean isPresent() {
        return needs.stream().allMatch(program -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program))));
    }

    Run run() throws IOException, InterruptedException {
        var before = stored();
        var log = Files.createTempFile("bench-", ".log");
        var began = System.nanoTime();
        var code = new ProcessBuilder("bash", "-o", "pipefail", "-c", command)
                .redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
        var took = Duration.ofNanos(System.nanoTime() - began);
        var said = Files.readString(log);
        Files.delete(log);
        if (code != 0) {
            throw new IllegalStateException(name + " ended with " + code + ": " + said);
        }
        return new Run(took, stored() - before);
    }

    private long stored() throws IOException {
        if (stores == null || !Files.exists(stores)) {
            return 0;
        }
        try (var files = Files.walk(stores)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
