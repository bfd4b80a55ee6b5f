package cerb.backup.mysql.load;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.load.script.LoadSource;
import cerb.backup.mysql.load.target.DeferredKeys;
import cerb.backup.mysql.load.target.Marker;
import cerb.backup.mysql.parallel.Workers;
import java.sql.Connection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Loads files of rows on several sessions, and those that are to be neutralised on one. The first failure stops all. */
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
        count(files, loaded);
        DeferredKeys keys = deferredKeys(files, loaded);
        List<RowFile> missing = keysEarly(inTurn(files).stream().filter(file -> !loaded.containsKey(file.path)).toList(), keys);
        LoadProgress progress = new LoadProgress(listener::loaded, missing.size(), missing.stream().mapToLong(file -> source.size(file.path)).sum());
        new Workers<>(missing, parallelism, "loading").run(queue -> work(queue, marker, keys, progress));
    }

    private void count(Map<String, List<String>> files, Map<String, Long> loaded) {
        files.forEach((table, paths) -> paths.stream().filter(loaded::containsKey).forEach(path -> tally.add(table, loaded.get(path))));
    }

    /**
     * Loads rows that would make something act, verifies and changes them, all in one transaction: whoever else is connected to the target sees none of them as it was. Only in
     * tables without transactions is there a moment in which it could. Those that the marker has were changed, too.
     *
     * @return what is wrong with the rows, of which then nothing stays in tables with transactions; empty if nothing is
     */
    String loadActing(Map<String, List<String>> files, Marker marker, Map<String, Long> loaded, Verification verification, Consumer<Connection> change) {
        count(files, loaded);
        List<RowFile> missing = inTurn(files).stream().filter(file -> !loaded.containsKey(file.path)).toList();
        try (Session session = connections.open()) {
            RowLoader loader = new RowLoader(session, source, marker, tally, new LoadProgress(amount -> { }, 0, 0));
            missing.forEach(file -> loader.insert(file.table, file.path));
            String wrong = missing.isEmpty() ? "" : verification.wrongBefore(session);
            if (wrong.isEmpty()) {
                change.accept(session.connection());
            }
            return wrong;
        }
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

    /** Every other file is one of a table whose keys are made after its rows, which takes one session longer than all else may take: so they are begun early, beside other rows. */
    private static List<RowFile> keysEarly(List<RowFile> files, DeferredKeys keys) {
        Deque<RowFile> early = new ArrayDeque<>();
        Deque<RowFile> late = new ArrayDeque<>();
        files.forEach(file -> (keys.isDeferred(file.table) ? early : late).add(file));
        List<RowFile> mixed = new ArrayList<>(files.size());
        while (!early.isEmpty() || !late.isEmpty()) {
            Stream.of(early, late).map(Deque::poll).filter(Objects::nonNull).forEach(mixed::add);
        }
        return mixed;
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
