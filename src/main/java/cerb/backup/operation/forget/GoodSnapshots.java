package cerb.backup.operation.forget;

import cerb.backup.format.Id;
import cerb.backup.operation.compose.Tags;
import cerb.backup.operation.retention.RetentionPolicy;
import cerb.backup.repository.StoredSnapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which snapshots are good: complete, readable, and whole as far as is known. Asks of as few as it can whether they are, and of each once. For one
 * thread.
 */
final class GoodSnapshots {
    private final Predicate<StoredSnapshot> reader;
    private final Predicate<StoredSnapshot> whole;
    private final Instant now;
    private final Map<Id, Boolean> readable = new HashMap<>();

    /**
     * Looks for good ones.
     *
     * @param reader whether a snapshot can be read
     * @param whole  whether one that can be read needs nothing that is known to be lost
     */
    GoodSnapshots(Predicate<StoredSnapshot> reader, Predicate<StoredSnapshot> whole, Instant now) {
        this.reader = reader;
        this.whole = whole;
        this.now = now;
    }

    /**
     * The newest good one of a kind; one that is dated in the future only where there is no other. Where a part of all of them is lost, the newest
     * that can be read.
     */
    Optional<StoredSnapshot> newest(Collection<StoredSnapshot> snapshots, String kind) {
        return readable(snapshots, kind).filter(whole).findFirst().or(() -> newestReadable(snapshots, kind));
    }

    /** The same, whether or not a part of it is lost. */
    Optional<StoredSnapshot> newestReadable(Collection<StoredSnapshot> snapshots, String kind) {
        return readable(snapshots, kind).findFirst();
    }

    private Stream<StoredSnapshot> readable(Collection<StoredSnapshot> snapshots, String kind) {
        return snapshots.stream().filter(stored -> isComplete(stored, kind))
                .sorted(Comparator.comparing(this::isFuture).thenComparing(RetentionPolicy.NEWEST_FIRST))
                .filter(stored -> readable.computeIfAbsent(stored.id(), id -> reader.test(stored)));
    }

    static boolean isComplete(StoredSnapshot stored, String kind) {
        return stored.snapshot().tags().contains(kind) && !stored.snapshot().tags().contains(Tags.INCOMPLETE);
    }

    boolean isFuture(StoredSnapshot stored) {
        return stored.snapshot().time().isAfter(now);
    }
}
