package cerb.backup.repository.index;

import cerb.backup.backend.BackendException;
import cerb.backup.backend.CorruptException;
import cerb.backup.backend.NotFoundException;
import cerb.backup.backend.TransientException;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import cerb.backup.format.tree.TreeReader;
import cerb.backup.repository.pack.BlobCache;
import cerb.backup.repository.pack.PackFindings;
import cerb.backup.repository.pack.PackReader;
import cerb.backup.repository.shared.BlobConsumer;
import cerb.backup.repository.shared.DamagedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads blobs from wherever a sound copy of them is: what is damaged or gone in one pack is looked for in the others, and its pack is trusted no longer. Safe for use by
 * several threads.
 */
public final class BlobReader {
    private final IndexLoader loader;
    private final PackReader packs;
    private final PackTrust trust;
    private final BlobCache trees;
    private final String location;

    /**
     * Reads what the index names.
     *
     * @param treeCacheBytes for the directories used last
     * @param location       of the repository, for messages
     */
    public BlobReader(IndexLoader loader, PackReader packs, PackTrust trust, long treeCacheBytes, String location) {
        this.loader = loader;
        this.packs = packs;
        this.trust = trust;
        this.trees = new BlobCache(treeCacheBytes);
        this.location = location;
    }

    /**
     * Loads a blob.
     *
     * @return its bytes, the caller's own
     * @throws DamagedException if no index names it, or no copy of it is sound
     * @throws TransientException if a copy cannot be read now
     */
    public byte[] load(BlobHandle handle) {
        List<Location> copies = loader.index().locate(handle);
        List<BackendException> failures = new ArrayList<>();
        for (Location copy : copies) {
            try {
                return loadTwice(copy);
            } catch (NotFoundException e) {
                trust.miss(copy.pack());
                failures.add(e);
            } catch (CorruptException e) {
                trust.distrust(copy.pack());
                failures.add(e);
            } catch (BackendException e) {
                failures.add(e);
            }
        }
        throw failure(handle, failures);
    }

    /** It is as often the way that changes bytes as the place. */
    private byte[] loadTwice(Location copy) {
        try {
            return packs.load(copy.pack(), copy.blob());
        } catch (CorruptException e) {
            return packs.load(copy.pack(), copy.blob());
        }
    }

    private RuntimeException failure(BlobHandle handle, List<BackendException> failures) {
        if (failures.isEmpty()) {
            return new DamagedException(handle + " is in no index of the repository in " + location
                    + ". Run check, then repair index.");
        }
        for (BackendException each : failures) {
            if (each instanceof TransientException) {
                return each;
            }
        }
        BackendException first = failures.get(0);
        failures.stream().skip(1).forEach(first::addSuppressed);
        return new DamagedException("no copy of " + handle + " can be read: " + first.getMessage(), first);
    }

    /** Loads a directory, or takes it from the cache. Throws as {@link #load(BlobHandle)}. */
    public TreeReader tree(Id id) {
        byte[] cached = trees.get(id);
        if (cached != null) {
            return reader(id, cached);
        }
        byte[] blob = load(BlobHandle.tree(id));
        trees.put(id, blob);
        return reader(id, blob);
    }

    /** Loads a directory, and never from the cache. Throws as {@link #load(BlobHandle)}. */
    public TreeReader rereadTree(Id id) {
        return reader(id, load(BlobHandle.tree(id)));
    }

    private static TreeReader reader(Id id, byte[] blob) {
        return new TreeReader("tree " + id.shortName(), blob);
    }

    /** Loads several blobs of one pack with one request, as {@link cerb.backup.repository.IndexedRepository#load(Id, List, BlobConsumer)} says. */
    public void load(Id pack, List<PackedBlob> blobs, BlobConsumer consumer) {
        Set<PackedBlob> left = new HashSet<>(blobs);
        List<PackedBlob> unsound = new ArrayList<>();
        try {
            packs.load(pack, blobs, (blob, content) -> {
                left.remove(blob);
                consumer.accept(blob, content);
            }, (blob, problem) -> unsound.add(blob));
        } catch (NotFoundException | CorruptException e) {
            unsound.addAll(left.stream().filter(blob -> !unsound.contains(blob)).toList());
        }
        unsound.forEach(blob -> loadElsewhere(blob, consumer));
    }

    private void loadElsewhere(PackedBlob blob, BlobConsumer consumer) {
        byte[] content;
        try {
            content = load(blob.handle());
        } catch (DamagedException e) {
            consumer.damaged(blob, e);
            return;
        }
        consumer.accept(blob, content);
    }

    /**
     * Reads a whole pack, and once more if anything is wrong with it; it is trusted from now on or no longer, by what was found.
     *
     * @param indexed the blobs that the index names
     * @throws NotFoundException if it is not there
     */
    public PackFindings verify(Id pack, List<PackedBlob> indexed) {
        try {
            PackFindings found = packs.verify(pack, indexed);
            if (!found.isSound()) {
                found = packs.verify(pack, indexed);
            }
            if (found.isSound()) {
                trust.restore(pack);
            } else {
                trust.distrust(pack);
            }
            return found;
        } catch (NotFoundException e) {
            trust.miss(pack);
            throw e;
        }
    }
}
