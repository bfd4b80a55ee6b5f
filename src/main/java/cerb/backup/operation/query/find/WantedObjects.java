package cerb.backup.operation.query.find;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.BlobType;
import cerb.backup.format.Id;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.IndexedRepository;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The blobs and trees that are looked for, by the beginnings of their ids, or because a pack holds them. */
public final class WantedObjects {
    private final List<String> blobs;
    private final List<String> trees;
    private final Set<BlobHandle> inPacks = new HashSet<>();

    /**
     * Gathers what is looked for.
     *
     * @param blobs beginnings of the ids of data blobs
     * @param trees beginnings of the ids of trees
     * @param packs beginnings of the ids of packs
     * @throws OperationException if there is no such pack
     */
    public WantedObjects(IndexedRepository index, List<String> blobs, List<String> trees, List<String> packs) {
        this.blobs = List.copyOf(blobs);
        this.trees = List.copyOf(trees);
        packs.forEach(prefix -> addPacks(index, prefix));
    }

    private void addPacks(IndexedRepository index, String prefix) {
        int before = inPacks.size();
        index.forEachPack((pack, held) -> {
            if (pack.toString().startsWith(prefix)) {
                held.forEach(blob -> inPacks.add(blob.handle()));
            }
        });
        if (inPacks.size() == before) {
            addUnindexed(index, prefix);
        }
    }

    private void addUnindexed(IndexedRepository index, String prefix) {
        List<Id> found = new ArrayList<>();
        index.listPacks((pack, size) -> {
            if (pack.toString().startsWith(prefix)) {
                found.add(pack);
            }
        });
        if (found.isEmpty()) {
            throw new OperationException("no pack's id begins with " + prefix, "Give the beginning of one that check or an error names.");
        }
        found.forEach(pack -> index.packHeader(pack).forEach(blob -> inPacks.add(blob.handle())));
    }

    /** Tells whether a blob is one of them. */
    public boolean contains(BlobHandle blob) {
        List<String> prefixes = blob.type() == BlobType.TREE ? trees : blobs;
        return inPacks.contains(blob) || !prefixes.isEmpty() && prefixes.stream().anyMatch(blob.id().toString()::startsWith);
    }
}
