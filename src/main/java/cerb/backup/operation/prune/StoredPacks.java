package cerb.backup.operation.prune;

import cerb.backup.format.BlobType;
import cerb.backup.format.Id;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.IndexedRepository;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The packs that are there, with their sizes, as one listing says. */
final class StoredPacks {
    private final Map<Id, Long> sizes = new HashMap<>();
    private final boolean dataMayBeAway;

    /** Lists them; {@code dataMayBeAway} where data packs are kept at the sinks alone. */
    StoredPacks(IndexedRepository index, boolean dataMayBeAway) {
        this.dataMayBeAway = dataMayBeAway;
        index.listPacks(sizes::put);
    }

    /** Whether the pack is there as the index says it is. */
    boolean isWhole(PackUse pack) {
        return Long.valueOf(pack.size()).equals(sizes.get(pack.pack()));
    }

    /** Whether the pack is kept elsewhere: it can be forgotten, but not read here. */
    boolean isAway(PackUse pack) {
        return dataMayBeAway && pack.type() == BlobType.DATA && !sizes.containsKey(pack.pack());
    }

    /** Throws where a pack that is needed is missing or has another size: nothing may be removed beside it. */
    void demand(PackUse pack) {
        if (!isWhole(pack) && !isAway(pack)) {
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
