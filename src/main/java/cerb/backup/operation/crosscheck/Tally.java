package cerb.backup.operation.crosscheck;

import cerb.backup.operation.manifest.CrossChecked;
import cerb.backup.operation.manifest.CrossChecked.Count;
import cerb.backup.operation.manifest.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts what a comparison finds. For one thread. */
final class Tally {
    /** The sets. */
    enum Set { PRESENT, MISSING, WRONG_SIZE, WRONG_HASH, BENIGN, KNOWN_LOST, ELSEWHERE, UNREFERENCED }

    final Samples samples = new Samples();
    private final Map<Set, Count> counts = new EnumMap<>(Set.class);
    private final Map<String, Count> engines = new TreeMap<>();
    private long empty;
    private long unhashed;

    void add(Set set, long bytes) {
        counts.put(set, of(set).plus(bytes));
    }

    void add(Set set, long objects, long bytes) {
        counts.put(set, new Count(of(set).objects() + objects, of(set).bytes() + bytes));
    }

    void elsewhere(String what, long bytes) {
        add(Set.ELSEWHERE, bytes);
        engines.merge(what, Count.NONE.plus(bytes), (all, one) -> all.plus(bytes));
    }

    void unreferenced(String path, long bytes) {
        add(Set.UNREFERENCED, bytes);
        Samples.add(samples.unreferenced(), path);
    }

    void empty() {
        empty(1);
    }

    void empty(long rows) {
        empty += rows;
    }

    void unhashed() {
        unhashed++;
    }

    /** Objects that are elsewhere, by what holds them. */
    Map<String, Count> engines() {
        return engines;
    }

    Count of(Set set) {
        return counts.getOrDefault(set, Count.NONE);
    }

    CrossChecked result(Instant at, Duration took) {
        return new CrossChecked(at, took, of(Set.PRESENT), of(Set.MISSING), of(Set.WRONG_SIZE), of(Set.WRONG_HASH), of(Set.BENIGN), of(Set.KNOWN_LOST), of(Set.ELSEWHERE),
                of(Set.UNREFERENCED), empty, unhashed);
    }
}
