package cerb.backup.repository.index;

import cerb.backup.backend.Backend;
import cerb.backup.backend.CorruptException;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.format.Id;
import cerb.backup.format.IndexFile;
import cerb.backup.format.IndexFile.IndexedPack;
import cerb.backup.repository.file.UnpackedFiles;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an index in memory equal to the index files: new files are read, and when one has gone the index is built anew, so that
 * nothing is found that a prune has removed. Safe for use by several threads; who looks up is never held up.
 */
public final class IndexLoader {
    private static final Logger LOG = LoggerFactory.getLogger(IndexLoader.class);
    private static final int MOST_ATTEMPTS = 5;
    private static final int SMALL_BLOBS = IndexFile.FULL_BLOBS / 2;

    private final Backend backend;
    private final UnpackedFiles files;
    /** Each with the number of blobs that it names. */
    private Map<Id, Integer> loaded = new HashMap<>();
    private Map<Id, CorruptException> damaged = Map.of();
    private Set<Id> distrusted = Set.of();
    private volatile long rebuilds;
    private volatile BlobIndex index = new BlobIndex();

    /** Begins with an empty index. */
    public IndexLoader(Backend backend, UnpackedFiles files) {
        this.backend = backend;
        this.files = files;
    }

    /** Returns the index as of the last refresh, and with what was added since. */
    public BlobIndex index() {
        return index;
    }

    /** Returns the index files that could not be read at the last refresh, with the reasons; the others are in the index. */
    public synchronized Map<Id, CorruptException> damaged() {
        return damaged;
    }

    /** Returns the number of index files that are in the index. */
    public synchronized int files() {
        return loaded.size();
    }

    /** Returns the names of the index files that are in the index. */
    public synchronized Set<Id> names() {
        return Set.copyOf(loaded.keySet());
    }

    /** Returns the names of those that are not half full. */
    public synchronized Set<Id> smallFiles() {
        return loaded.entrySet().stream().filter(file -> file.getValue() < SMALL_BLOBS).map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    /**
     * Reads an index file once more.
     *
     * @param packs gets each pack that the file names
     * @throws CorruptException if it cannot be read
     */
    public void read(Id file, Consumer<IndexedPack> packs) {
        files.loadIndex(new Handle(FileType.INDEX, file.toString()), json -> {
            IndexFile.read(json, packs);
            return null;
        });
    }

    /** Says which packs are not trusted, to this index and to those that are built anew. */
    synchronized void distrust(Set<Id> packs) {
        distrusted = packs;
        index.distrust(packs);
    }

    /** Returns how often index files had gone, so that the index may have lost what it held before. */
    public long rebuilds() {
        return rebuilds;
    }

    /** Adds the packs of an index file that has just been saved. */
    public synchronized void add(Id file, Iterable<IndexedPack> packs) {
        loaded.put(file, add(packs, index));
    }

    private static int add(Iterable<IndexedPack> packs, BlobIndex target) {
        int blobs = 0;
        for (IndexedPack pack : packs) {
            target.add(pack.pack(), pack.blobs());
            blobs += pack.blobs().size();
        }
        return blobs;
    }

    /** Makes the index equal to the index files that are there now. */
    public synchronized void refresh() {
        for (int attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                load();
                return;
            } catch (NotFoundException e) {
                continue; // replaced since it was listed: the new one is there before the old one goes, so list again
            }
        }
        load();
    }

    private void load() {
        Set<Id> listed = new HashSet<>();
        backend.list(FileType.INDEX, (handle, size) -> listed.add(Id.parse(handle.name())));
        boolean isGrown = listed.containsAll(loaded.keySet());
        BlobIndex target = isGrown ? index : new BlobIndex(distrusted);
        Map<Id, Integer> known = isGrown ? loaded : new HashMap<>();
        Map<Id, CorruptException> unreadable = new LinkedHashMap<>();
        for (Id file : listed) {
            if (!known.containsKey(file)) {
                load(file, target, known, unreadable);
            }
        }
        loaded = known;
        damaged = Map.copyOf(unreadable);
        index = target;
        rebuilds += isGrown ? 0 : 1;
    }

    private void load(Id file, BlobIndex target, Map<Id, Integer> known, Map<Id, CorruptException> unreadable) {
        try {
            AtomicInteger blobs = new AtomicInteger();
            read(file, pack -> blobs.addAndGet(add(List.of(pack), target)));
            known.put(file, blobs.get());
        } catch (CorruptException e) {
            if (!damaged.containsKey(file)) {
                LOG.warn("index file {} is left out, so what only it names cannot be found; run repair index: {}", file.shortName(), e.getMessage());
            }
            unreadable.put(file, e);
        }
    }
}
