package cerb.backup.operation.prune;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.index.Location;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which copy of a needed blob stays where there are several. All choices follow from what the packs were found to hold at first, so that
 * neither an order nor copies made since change them.
 */
final class Copies {
    private final IndexedRepository index;
    private final UsedBlobs used;
    private final Map<Id, PackUse> packs = new LinkedHashMap<>();
    private final Comparator<Location> better;

    Copies(IndexedRepository index, UsedBlobs used, StoredPacks stored) {
        this.index = index;
        this.used = used;
        index.forEachPack((pack, blobs) -> packs.put(pack, PackUse.of(pack, blobs, used, this::isShared)));
        Set<Id> distrusted = index.trust().distrusted();
        // a copy that cannot be read is no choice as long as there is another
        this.better = Comparator.comparing((Location copy) -> !stored.isWhole(pack(copy))).thenComparing(copy -> distrusted.contains(copy.pack()))
                .thenComparing(this::pack, PackUse.BETTER).thenComparing(copy -> copy.blob().offset());
    }

    private PackUse pack(Location copy) {
        return packs.get(copy.pack());
    }

    private boolean isShared(BlobHandle blob) {
        return index.copies(blob).size() > 1;
    }

    /** The packs that the index named at first, with the bytes that each has to keep. */
    List<PackUse> settled() {
        Map<Id, PackUse> settled = new LinkedHashMap<>(packs);
        index.forEachPack((pack, blobs) -> settled.computeIfPresent(pack, (id, use) -> use.shared() == 0 ? use : use.keeping(shared(id, blobs))));
        return List.copyOf(settled.values());
    }

    private long shared(Id pack, List<PackedBlob> blobs) {
        return blobs.stream().filter(blob -> isShared(blob.handle()) && stays(pack, blob)).mapToLong(PackedBlob::length).sum();
    }

    /** Whether a blob is needed and this is the copy that stays. */
    boolean stays(Id pack, PackedBlob blob) {
        if (!used.contains(blob.handle())) {
            return false;
        }
        List<Location> copies = index.copies(blob.handle());
        return copies.size() == 1 || copies.stream().filter(copy -> packs.containsKey(copy.pack())).min(better)
                .filter(copy -> copy.pack().equals(pack) && copy.blob().offset() == blob.offset()).isPresent();
    }
}
