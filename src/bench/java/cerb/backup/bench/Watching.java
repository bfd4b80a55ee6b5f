package cerb.backup.bench;

import cerb.backup.bench.Contestant.Run;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Our daemon, which hears of new files instead of looking for them. */
final class Watching implements AutoCloseable {
    private static final Duration MOST = Duration.ofMinutes(2);

    private final Site site;
    private final Path snapshots;
    private final Resident daemon;

    /** Starts it, and waits until it watches: until a file that is new has been backed up. */
    Watching(Site site) throws IOException, InterruptedException, SQLException {
        this.site = site;
        snapshots = site.place("ours").resolve("snapshots");
        daemon = new Resident(site);
        attached(1);
        TimeUnit.SECONDS.sleep(Site.SNAPSHOT_INTERVAL);
    }

    /** So many files are new: the seconds from when the last of them was written until a snapshot held them all, and what the daemon used. */
    Run attached(int files) throws IOException, InterruptedException, SQLException {
        long wanted = files + newest().path("files").asLong();
        long stored = Contestant.sizeOf(site.place("ours"));
        Duration cpu = daemon.cpu();
        site.attach(files);
        Instant written = Instant.now();
        Instant durable = held(wanted, written.plus(MOST));
        return new Run(Duration.between(written, durable).toNanos() / 1e9, daemon.cpu().minus(cpu).toNanos() / 1e9, daemon.peak(), Contestant.sizeOf(site.place("ours")) - stored);
    }

    /** When a snapshot of so many files was written. */
    private Instant held(long files, Instant deadline) throws IOException, InterruptedException {
        Path asked = null;
        while (Instant.now().isBefore(deadline) && daemon.isAlive()) {
            Path last = lastWritten();
            if (last != null && !last.equals(asked)) {
                asked = last;
                if (newest().path("files").asLong() == files) {
                    return Files.getLastModifiedTime(last).toInstant();
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IllegalStateException("no snapshot with " + files + " files within " + MOST + ", the newest has " + newest().path("files") + ": " + daemon.log());
    }

    private Path lastWritten() throws IOException {
        Path last = null;
        try (var files = Files.newDirectoryStream(snapshots)) {
            for (Path file : files) {
                last = last == null || Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(last)) > 0 ? file : last;
            }
        }
        return last;
    }

    private JsonNode newest() throws IOException {
        Process asked = new ProcessBuilder("bash", "-c", site.program().formatted("snapshots") + " --json").redirectError(ProcessBuilder.Redirect.DISCARD).start();
        JsonNode all = new JsonMapper().readTree(asked.getInputStream());
        return all.path(all.size() - 1);
    }

    @Override
    public void close() throws InterruptedException {
        daemon.close();
    }
}
