package cerb.backup.mysql.load;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.load.target.DeferredKeys;
import cerb.backup.mysql.load.target.Marker;
import cerb.backup.mysql.parallel.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Loads files of rows on several sessions. The first failure stops all. */
final class RowLoaders {
    private final Connections connections;
    private final LoadSource source;
    private final int parallelism;
    private final LoadTally tally;
    private final LoadListener listener;

    RowLoaders(Connections connections, LoadSource source, int parallelism, LoadTally tally, LoadListener listener) {
        this.connections = connections;
        this.source = source;
        this.parallelism = parallelism;
        this.tally = tally;
        this.listener = listener;
    }

    /** Those that the marker does not have; {@code loaded} are the rows of those that it has. */
    void load(Map<String, List<String>> files, Marker marker, Map<String, Long> loaded) {
        files.forEach((table, paths) -> paths.stream().filter(loaded::containsKey).forEach(path -> tally.add(table, loaded.get(path))));
        List<RowFile> missing = inTurn(files).stream().filter(file -> !loaded.containsKey(file.path)).toList();
        LoadProgress progress = new LoadProgress(listener::loaded, missing.size(), missing.stream().mapToLong(file -> source.size(file.path)).sum());
        DeferredKeys keys = deferredKeys(files, loaded);
        new Workers<>(missing, parallelism, "loading").run(queue -> work(queue, marker, keys, progress));
    }

    private DeferredKeys deferredKeys(Map<String, List<String>> files, Map<String, Long> loaded) {
        Map<String, Integer> missing = new TreeMap<>();
        files.forEach((table, paths) -> missing.put(table, (int) paths.stream().filter(path -> !loaded.containsKey(path)).count()));
        try (Session session = connections.open()) {
            return DeferredKeys.of(session, missing);
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

    private Void work(Supplier<RowFile> queue, Marker marker, DeferredKeys keys, LoadProgress progress) {
        try (Session session = connections.open()) {
            RowLoader loader = new RowLoader(session, source, marker, tally, progress);
            for (RowFile file = queue.get(); file != null; file = queue.get()) {
                loader.load(file.table, file.path);
                keys.loaded(session, file.table);
            }
            return null;
        }
    }
}
