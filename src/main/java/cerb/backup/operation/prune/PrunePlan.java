package cerb.backup.operation.prune;

import cerb.backup.format.Id;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a prune means to do.
 *
 * @param packs    number of packs that the index names
 * @param unneeded packs of which nothing is needed, whether they are there or not
 * @param repack   packs out of which needed blobs are to be copied before they go
 * @param orphans  packs that no index names and that may go
 * @param waiting  number of packs that no index names and that may not go yet
 * @param seen     all index files there were
 * @param naming   of them, those that name a pack that goes
 * @param merge    of them, those to merge whatever goes: they name what another names too, or are too many
 * @param unused   bytes of unneeded blobs in packs that stay
 */
record PrunePlan(
        long packs, List<PackUse> unneeded, List<PackUse> repack, List<Id> orphans, long waiting, Set<Id> seen, Set<Id> naming, Set<Id> merge, long unused) {
    PrunePlan {
        unneeded = List.copyOf(unneeded);
        repack = List.copyOf(repack);
        orphans = List.copyOf(orphans);
        seen = Set.copyOf(seen);
        naming = Set.copyOf(naming);
        merge = Set.copyOf(merge);
    }

    boolean isEmpty() {
        return unneeded.isEmpty() && repack.isEmpty() && orphans.isEmpty() && replace().isEmpty();
    }

    /** The plan without what removes a pack. */
    PrunePlan merging() {
        return new PrunePlan(packs, List.of(), List.of(), List.of(), waiting, seen, Set.of(), merge, unused);
    }

    /** Index files to replace. */
    Set<Id> replace() {
        return Stream.concat(naming.stream(), merge.stream()).collect(Collectors.toSet());
    }

    /** The packs that the index names and that go, those that are copied first included. */
    List<PackUse> going() {
        return Stream.concat(unneeded.stream(), repack.stream()).toList();
    }

    /** Their bytes. */
    long goingBytes() {
        return going().stream().mapToLong(PackUse::size).sum();
    }

    /** Bytes to copy. */
    long repackBytes() {
        return repack.stream().mapToLong(PackUse::kept).sum();
    }
}
