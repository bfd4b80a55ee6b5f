package cerb.backup.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final Path GNU_TIME = Path.of("/usr/bin/time");

    /**
     * A measured run.
     *
     * @param seconds from begin to end
     * @param cpu     seconds of processor time, user and system; NaN where GNU time is not here to tell
     * @param peak    bytes of memory of its largest process; 0 where GNU time is not here
     * @param stored  bytes stored more than before
     * @param server  seconds of the database server's processor time; NaN where it has no part
     * @param stall   seconds of the longest write of somebody else at the server; NaN where it has no part
     */
    record Run(double seconds, double cpu, long peak, long stored, double server, double stall) {
        Run(double seconds, double cpu, long peak, long stored) {
            this(seconds, cpu, peak, stored, Double.NaN, Double.NaN);
        }

        /** The same, with what was seen of the server. */
        Run beside(double serverSeconds, double longestWrite) {
            return new Run(seconds, cpu, peak, stored, serverSeconds, longestWrite);
        }
    }

    /** Whether all its programs are here. */
    boolean isPresent() {
        return needs.stream().allMatch(Contestant::isOnPath);
    }

    static boolean isOnPath(String program) {
        return program.startsWith("/") || Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** Runs it to its end, after everything that others have written is on the disk. */
    Run run() throws IOException, InterruptedException {
        shell("sync");
        long before = sizeOf(stores);
        Path usage = Files.createTempFile("bench-", ".usage");
        long began = System.nanoTime();
        shell(Files.isExecutable(GNU_TIME) ? GNU_TIME + " -f '%U %S %M' -o " + usage + " bash -o pipefail -c " + quoted(command) : command);
        double seconds = (System.nanoTime() - began) / 1e9;
        String[] used = Files.readString(usage).strip().split(" ");
        Files.delete(usage);
        boolean isKnown = used.length == 3;
        return new Run(seconds, isKnown ? Double.parseDouble(used[0]) + Double.parseDouble(used[1]) : Double.NaN,
                isKnown ? Long.parseLong(used[2]) << 10 : 0, sizeOf(stores) - before);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private void shell(String line) throws IOException, InterruptedException {
        Path log = Files.createTempFile("bench-", ".log");
        int code = new ProcessBuilder("bash", "-o", "pipefail", "-c", line).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
        String said = Files.readString(log);
        Files.delete(log);
        if (code != 0) {
            throw new IllegalStateException(name + " ended with " + code + ": " + line + ": " + said);
        }
    }

    /** The bytes of all files there; 0 for null and where nothing is. */
    static long sizeOf(Path place) throws IOException {
        if (place == null || !Files.exists(place)) {
            return 0;
        }
        try (var files = Files.walk(place)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
