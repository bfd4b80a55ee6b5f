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

/** Which snapshots are good: complete and readable. Asks of as few as it can whether they are readable, and of each once. For one thread. */
final class GoodSnapshots {
    private final Predicate<StoredSnapshot> reader;
    private final Instant now;
    private final Map<Id, Boolean> readable = new HashMap<>();

    GoodSnapshots(Predicate<StoredSnapshot> reader, Instant now) {
        this.reader = reader;
        this.now = now;
    }

    /** The newest good one of a kind; one that is dated in the future only where there is no other. */
    Optional<StoredSnapshot> newest(Collection<StoredSnapshot> snapshots, String kind) {
        return snapshots.stream().filter(stored -> isComplete(stored, kind))
                .sorted(Comparator.comparing(this::isFuture).thenComparing(RetentionPolicy.NEWEST_FIRST))
                .filter(stored -> readable.computeIfAbsent(stored.id(), id -> reader.test(stored))).findFirst();
    }

    static boolean isComplete(StoredSnapshot stored, String kind) {
        return stored.snapshot().tags().contains(kind) && !stored.snapshot().tags().contains(Tags.INCOMPLETE);
    }

    boolean isFuture(StoredSnapshot stored) {
        return stored.snapshot().time().isAfter(now);
    }
}
