package cerb.backup.operation.prune;

import cerb.backup.format.Id;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.IndexedRepository;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The packs that are there, with their sizes, as one listing says; some of them perhaps at the sinks alone. */
final class StoredPacks {
    private static final double WORTH_FETCHING = 0.5;

    private final Map<Id, Long> sizes = new HashMap<>();
    private final Predicate<Id> away;

    /** Lists them; {@code away} tells which of them must be fetched from a sink to be read. */
    StoredPacks(IndexedRepository index, Predicate<Id> away) {
        this.away = away;
        index.listPacks(sizes::put);
    }

    /** Whether the pack is there as the index says it is. */
    boolean isWhole(PackUse pack) {
        return Long.valueOf(pack.size()).equals(sizes.get(pack.pack()));
    }

    /** Whether to copy out of the pack is worth reading it: one at the sinks must be small, or more of it needless than is fetched in vain. */
    boolean isWorthReading(PackUse pack, long smallBytes) {
        return isWhole(pack) && (!away.test(pack.pack()) || pack.size() < smallBytes || pack.unusedShare() >= WORTH_FETCHING);
    }

    /** Throws where a pack that is needed is missing or has another size: nothing may be removed beside it. */
    void demand(PackUse pack) {
        if (!isWhole(pack)) {
            Long size = sizes.get(pack.pack());
            throw new OperationException("cannot prune: pack " + pack.pack() + ", which is needed, "
                    + (size == null ? "is missing" : "has " + size + " bytes instead of " + pack.size()),
                    "Nothing was removed. Run check, copy the pack from a sink, or run repair index and take a new recovery point.");
        }
    }

    /** The packs that are there and not among those named. */
    Set<Id> without(Set<Id> named) {
        sizes.keySet().removeAll(named);
        return sizes.keySet();
    }
}
