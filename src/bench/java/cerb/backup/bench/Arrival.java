package cerb.backup.bench;

import cerb.backup.proxy.FaultyProxy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** How long it takes from when a file was closed until a snapshot that holds it is at the sink, while ten files come a second. */
final class Arrival {
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofMinutes(2);

    private final Site site;
    private final String daemon;
    private final String snapshots;
    private final Path farSide;
    private final FaultyProxy counter;

    /**
     * @param daemon    starts our daemon
     * @param snapshots lists the snapshots, given {@code --json}
     * @param farSide   where the sink keeps its snapshots as files, written when they arrived
     * @param counter   counts what the daemon asks of the sink
     */
    Arrival(Site site, String daemon, String snapshots, Path farSide, FaultyProxy counter) {
        this.site = site;
        this.daemon = daemon;
        this.snapshots = snapshots;
        this.farSide = farSide;
        this.counter = counter;
    }

    /** Lets files come for so long; answers what was seen, one line each. */
    List<String> during(Duration time) throws IOException, InterruptedException, SQLException {
        Path log = site.place("arrival.log");
        Process process = new ProcessBuilder("bash", "-c", "exec env " + daemon).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            long first = newest() + 1;
            site.attach(1);
            await(first, process, log);
            counter.forget();
            List<Instant> closed = attach((int) (time.toMillis() / BETWEEN.toMillis()));
            await(first + closed.size(), process, log);
            return lines(closed, first + 1);
        } finally {
            process.destroy();
            process.waitFor(30, TimeUnit.SECONDS);
            process.destroyForcibly().waitFor();
        }
    }

    private List<Instant> attach(int count) throws SQLException, InterruptedException {
        List<Instant> closed = new ArrayList<>(count);
        Instant next = Instant.now();
        for (int i = 0; i < count; i++) {
            site.attach(1);
            closed.add(Instant.now());
            next = next.plus(BETWEEN);
            TimeUnit.MILLISECONDS.sleep(Math.max(0, Duration.between(Instant.now(), next).toMillis()));
        }
        return closed;
    }

    private List<String> lines(List<Instant> closed, long first) throws IOException, InterruptedException {
        TreeMap<Long, Instant> arrived = arrived();
        double[] seconds = new double[closed.size()];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = Duration.between(closed.get(i), arrived.ceilingEntry(first + i).getValue()).toMillis() / 1e3;
        }
        Arrays.sort(seconds);
        int checkpoints = arrived.tailMap(first, true).size();
        int requests = counter.requests().size();
        return List.of(String.format(Locale.ROOT, "%d files, ten a second, checkpointed every %d s: from closing one to its snapshot at the sink p50 %.1f s, p99 %.1f s, longest %.1f s",
                        seconds.length, Site.SNAPSHOT_INTERVAL, seconds[seconds.length / 2], seconds[seconds.length * 99 / 100], seconds[seconds.length - 1]),
                String.format(Locale.ROOT, "%d checkpoints at the sink by %d requests, %.1f each: %s", checkpoints, requests, (double) requests / checkpoints, counter.counts()));
    }

    /** When the first snapshot with so many files was at the sink, by its number of files. */
    private TreeMap<Long, Instant> arrived() throws IOException, InterruptedException {
        TreeMap<Long, Instant> arrived = new TreeMap<>();
        for (JsonNode snapshot : list()) {
            Path file = farSide.resolve(snapshot.path("id").asText());
            if (Files.exists(file)) {
                arrived.merge(snapshot.path("files").asLong(), Files.getLastModifiedTime(file).toInstant(), (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        return arrived;
    }

    private void await(long files, Process process, Path log) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(MOST);
        while (arrived().ceilingKey(files) == null) {
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("no snapshot of " + files + " files came to the sink within " + MOST + ": " + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private long newest() throws IOException, InterruptedException {
        JsonNode all = list();
        return all.path(all.size() - 1).path("files").asLong();
    }

    private JsonNode list() throws IOException, InterruptedException {
        Process asked = new ProcessBuilder("bash", "-c", snapshots + " --json").redirectError(ProcessBuilder.Redirect.DISCARD).start();
        JsonNode all = new JsonMapper().readTree(asked.getInputStream());
        asked.waitFor();
        return all;
    }
}
