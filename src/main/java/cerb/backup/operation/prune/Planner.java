package cerb.backup.operation.prune;

import cerb.backup.format.BlobType;
import cerb.backup.format.Id;
import cerb.backup.repository.IndexedRepository;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides which packs and index files go. For one plan. */
final class Planner {
    private final IndexedRepository index;
    private final Copies copies;
    private final StoredPacks stored;
    private final PruneOptions options;

    Planner(IndexedRepository index, Copies copies, StoredPacks stored, PruneOptions options) {
        this.index = index;
        this.copies = copies;
        this.stored = stored;
        this.options = options;
    }

    /**
     * Plans.
     *
     * @param orphans tells which of the packs that no index names may go
     * @throws cerb.backup.operation.report.OperationException if a needed pack is missing or has another size
     */
    PrunePlan plan(Orphans orphans) {
        List<PackUse> packs = copies.settled();
        List<PackUse> kept = packs.stream().filter(pack -> pack.kept() > 0).toList();
        kept.forEach(stored::demand);
        List<PackUse> unneeded = packs.stream().filter(pack -> pack.kept() == 0).toList();
        List<PackUse> repack = repack(kept.stream().filter(pack -> stored.isWorthReading(pack, options.smallBytes())).toList());
        Set<Id> gone = new HashSet<>(ids(unneeded));
        gone.addAll(ids(repack));
        Orphans.Split split = orphans.split(stored.without(ids(packs)), options.grace());
        long unused = unused(kept) - unused(repack);
        Set<Id> files = index.indexFileNames();
        Set<Id> naming = new HashSet<>();
        Set<Id> merge = toMerge(files, gone, naming);
        return new PrunePlan(packs.size(), unneeded, repack, split.due(), split.waiting(), files, naming, merge, unused);
    }

    private static Set<Id> ids(List<PackUse> packs) {
        return packs.stream().map(PackUse::pack).collect(Collectors.toSet());
    }

    private static long unused(List<PackUse> packs) {
        return packs.stream().mapToLong(PackUse::unused).sum();
    }

    /** Packs that mix trees and data; small ones of a kind if they are too many; and those with the largest unneeded share, until the rest is little enough. */
    private List<PackUse> repack(List<PackUse> kept) {
        Set<PackUse> chosen = new LinkedHashSet<>();
        kept.stream().filter(pack -> pack.type() == null).forEach(chosen::add);
        for (BlobType type : BlobType.values()) {
            List<PackUse> small = kept.stream().filter(pack -> pack.type() == type && pack.size() < options.smallBytes()).toList();
            if (small.size() > options.mostSmall()) {
                chosen.addAll(small);
            }
        }
        chosen.addAll(wasteful(kept, chosen));
        return limited(chosen);
    }

    private List<PackUse> wasteful(List<PackUse> kept, Set<PackUse> chosen) {
        long allowed = (long) (options.maxUnused() * kept.stream().mapToLong(PackUse::kept).sum());
        List<PackUse> candidates = kept.stream().filter(pack -> pack.unused() > 0 && !chosen.contains(pack))
                .sorted(Comparator.comparingDouble(PackUse::unusedShare)).collect(Collectors.toCollection(ArrayList::new));
        // from the fullest on, as long as what they waste is allowed
        long wasted = 0;
        while (!candidates.isEmpty() && wasted + candidates.get(0).unused() <= allowed) {
            wasted += candidates.remove(0).unused();
        }
        Collections.reverse(candidates);
        return candidates;
    }

    private List<PackUse> limited(Set<PackUse> chosen) {
        List<PackUse> within = new ArrayList<>();
        long bytes = 0;
        for (PackUse pack : chosen) {
            bytes += pack.kept();
            if (bytes > options.maxRepackBytes()) {
                break;
            }
            within.add(pack);
        }
        return within;
    }

    /** Index files that name a pack that another names, and all small ones if they are too many; {@code naming} gets those that name a pack that goes. */
    private Set<Id> toMerge(Set<Id> files, Set<Id> gone, Set<Id> naming) {
        Set<Id> small = new HashSet<>(index.smallIndexFiles());
        small.retainAll(files);
        Set<Id> chosen = small.size() > options.mostSmall() ? small : new HashSet<>();
        Map<Id, Id> named = new HashMap<>();
        for (Id file : files) {
            index.readIndexFile(file, pack -> {
                Id other = named.put(pack.pack(), file);
                if (gone.contains(pack.pack())) {
                    naming.add(file);
                }
                if (other != null && !other.equals(file)) {
                    chosen.addAll(List.of(file, other));
                }
            });
        }
        return chosen;
    }
}
