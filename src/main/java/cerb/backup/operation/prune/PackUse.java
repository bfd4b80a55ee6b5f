package cerb.backup.operation.prune;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.BlobType;
import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import cerb.backup.repository.IndexedRepository;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * How much of a pack is needed.
 *
 * @param pack   its id
 * @param size   the bytes that the index makes it have
 * @param type   what it holds, or null where it holds data and trees
 * @param single bytes of needed blobs that have no copy elsewhere
 * @param shared bytes of needed blobs that have one
 * @param unused bytes of blobs that nothing needs
 */
record PackUse(Id pack, long size, BlobType type, long single, long shared, long unused) {
    /** Of two copies of a blob the one stays whose pack holds less that is not needed, and then more that is: so the fewest packs stay. */
    static final Comparator<PackUse> BETTER =
            Comparator.comparingLong(PackUse::unused).thenComparing(Comparator.comparingLong(PackUse::single).reversed()).thenComparing(PackUse::pack);

    static PackUse of(Id pack, List<PackedBlob> blobs, UsedBlobs used, Predicate<BlobHandle> hasCopies) {
        long single = 0;
        long shared = 0;
        long unused = 0;
        for (PackedBlob blob : blobs) {
            if (!used.contains(blob.handle())) {
                unused += blob.length();
            } else if (hasCopies.test(blob.handle())) {
                shared += blob.length();
            } else {
                single += blob.length();
            }
        }
        return new PackUse(pack, IndexedRepository.packSize(blobs), type(blobs), single, shared, unused);
    }

    private static BlobType type(List<PackedBlob> blobs) {
        BlobType first = blobs.isEmpty() ? BlobType.DATA : blobs.get(0).handle().type();
        return blobs.stream().allMatch(blob -> blob.handle().type() == first) ? first : null;
    }

    /** The pack with the copies that stay elsewhere counted as unneeded. */
    PackUse keeping(long kept) {
        return new PackUse(pack, size, type, single + kept, 0, unused + shared - kept);
    }

    /** Bytes of blobs that the pack has to keep; of use once {@code shared} is settled. */
    long kept() {
        return single;
    }

    double unusedShare() {
        return (double) unused / Math.max(1, single + shared + unused);
    }
}
