package cerb.backup.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Our daemon, as it runs at a site. Closing ends it. */
final class Resident implements AutoCloseable {
    private final Path log;
    private final Process process;

    /** Starts it; who asks it for something waits until it has started. */
    Resident(Site site) throws IOException {
        log = site.place("daemon.log");
        process = new ProcessBuilder("bash", "-c", "exec " + site.program().formatted("run")).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The processor time that it has used, user and system. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Bytes of memory that it had at most. */
    long peak() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10).findFirst().orElse(0);
        }
    }

    /** What it has logged. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /** Returns once it can be asked. */
    void awaitAnswering() throws IOException, InterruptedException {
        while (!log().contains("asked at ")) {
            if (!isAlive()) {
                throw new IllegalStateException("the daemon ended: " + log());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
