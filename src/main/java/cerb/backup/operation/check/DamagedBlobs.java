package cerb.backup.operation.check;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.PackedBlob;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.shared.DamagedException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Copies of blobs that were found damaged or missing; a blob counts as lost when no sound copy is left. Thread-safe. */
final class DamagedBlobs {
    private final IndexedRepository index;
    private final Set<BlobHandle> suspected = new HashSet<>();

    DamagedBlobs(IndexedRepository index) {
        this.index = index;
    }

    synchronized void add(PackedBlob blob) {
        suspected.add(blob.handle());
    }

    void addAll(Collection<PackedBlob> blobs) {
        blobs.forEach(this::add);
    }

    /** A blob that no index names. */
    synchronized void addMissing(BlobHandle blob) {
        suspected.add(blob);
    }

    /** Whether one of them is in no index. */
    synchronized boolean isSomethingUnindexed() {
        return suspected.stream().anyMatch(blob -> !index.contains(blob));
    }

    /** Those of which no copy can be read. */
    synchronized Set<BlobHandle> lost() {
        Set<BlobHandle> lost = new HashSet<>();
        for (BlobHandle blob : suspected) {
            if (index.copies(blob).size() < 2 || !isReadable(blob)) {
                lost.add(blob);
            }
        }
        return lost;
    }

    private boolean isReadable(BlobHandle blob) {
        try {
            index.load(blob);
            return true;
        } catch (DamagedException e) {
            return false;
        }
    }
}
