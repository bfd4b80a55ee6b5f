package cerb.backup.mysql.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Counts the rows that arrived and the tables that were compared, and keeps the first remarks of the server. Thread-safe. */
final class LoadTally {
    private static final int MOST_WARNINGS = 20;

    private final Map<String, Long> rows = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> duties = new ArrayList<>();
    private final Map<String, String> unmade = new TreeMap<>();
    private int compared;

    synchronized void add(String table, long count) {
        rows.merge(table, count, Long::sum);
    }

    synchronized void warn(String message) {
        if (warnings.size() < MOST_WARNINGS) {
            warnings.add(message);
        }
    }

    /** What a person has yet to do is kept, however much was remarked. */
    synchronized void duty(String message) {
        duties.add(message);
    }

    /** Views were not made, each for a reason. */
    synchronized void unmade(Map<String, String> views) {
        unmade.putAll(views);
    }

    synchronized Map<String, String> unmade() {
        return new TreeMap<>(unmade);
    }

    /** A table was read again and holds the rows of the dump. */
    synchronized void same() {
        compared++;
    }

    synchronized int compared() {
        return compared;
    }

    synchronized Map<String, Long> rows() {
        return new TreeMap<>(rows);
    }

    synchronized List<String> warnings() {
        return Stream.concat(warnings.stream(), duties.stream()).toList();
    }
}
