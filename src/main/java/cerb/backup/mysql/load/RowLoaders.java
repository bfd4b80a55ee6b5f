package cerb.backup.mysql.load;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Session;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Loads files of rows on several sessions. The first failure stops all. */
final class RowLoaders {
    private final Connections connections;
    private final LoadSource source;
    private final int parallelism;
    private final LoadTally tally;
    private volatile boolean failed;

    RowLoaders(Connections connections, LoadSource source, int parallelism, LoadTally tally) {
        this.connections = connections;
        this.source = source;
        this.parallelism = parallelism;
        this.tally = tally;
    }

    void load(Map<String, List<String>> files) {
        Iterator<RowFile> queue = inTurn(files).iterator();
        ExecutorService workers = Executors.newFixedThreadPool(parallelism);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < parallelism; i++) {
                running.add(workers.submit(() -> work(queue)));
            }
            await(running);
        } finally {
            failed = true;
            workers.shutdown();
        }
    }

    private record RowFile(String table, String path) {
    }

    /** A file of each table, then the next of each: two sessions on one table get in each other's way. */
    private static List<RowFile> inTurn(Map<String, List<String>> files) {
        List<RowFile> turns = new ArrayList<>();
        int most = files.values().stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < most; i++) {
            for (Map.Entry<String, List<String>> entry : files.entrySet()) {
                if (i < entry.getValue().size()) {
                    turns.add(new RowFile(entry.getKey(), entry.getValue().get(i)));
                }
            }
        }
        return turns;
    }

    private void work(Iterator<RowFile> queue) {
        try (Session session = connections.open()) {
            RowLoader loader = new RowLoader(session, source, tally);
            for (RowFile file = next(queue); file != null && !failed; file = next(queue)) {
                loader.load(file.table, file.path);
            }
        } catch (RuntimeException e) {
            failed = true;
            throw e;
        }
    }

    private static RowFile next(Iterator<RowFile> queue) {
        synchronized (queue) {
            return queue.hasNext() ? queue.next() : null;
        }
    }

    private static void await(List<Future<?>> running) {
        for (Future<?> worker : running) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DatabaseException("loading was interrupted", "Load again, with --overwrite.", e);
            }
        }
    }
}
