package cerb.backup.repository.index;

import cerb.backup.format.Id;
import cerb.backup.format.IndexFile;
import cerb.backup.format.IndexFile.IndexedPack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Writes new index files that say what old ones say, less some packs. The old ones stay: whoever removes them does so once the new ones
 * are durable, so that no pack is ever without an index. Not safe for use by several threads.
 */
public final class IndexRewrite {
    private final IndexLoader loader;
    private final Predicate<Id> keeps;
    private final Function<List<IndexedPack>, Id> save;
    private final Set<Id> written = new HashSet<>();
    private final List<Id> saved = new ArrayList<>();
    private List<IndexedPack> waiting = new ArrayList<>();
    private int blobs;

    /**
     * Prepares.
     *
     * @param keeps tells which packs the new files name; a pack that several old files name is named once
     * @param save  saves an index file of some packs and returns its name once it is durable
     */
    public IndexRewrite(IndexLoader loader, Predicate<Id> keeps, Function<List<IndexedPack>, Id> save) {
        this.loader = loader;
        this.keeps = keeps;
        this.save = save;
    }

    /**
     * Rewrites.
     *
     * @param more packs that the new files name as well, whether or not the old ones do
     * @return the new files' names; empty if nothing is left to be named
     * @throws cerb.backup.backend.CorruptException  if an old file cannot be read
     * @throws cerb.backup.backend.NotFoundException if one has gone
     */
    public List<Id> run(Iterable<Id> old, Iterable<IndexedPack> more) {
        for (Id file : old) {
            loader.read(file, this::addKept);
        }
        more.forEach(this::add);
        flush();
        return List.copyOf(saved);
    }

    private void addKept(IndexedPack pack) {
        if (keeps.test(pack.pack())) {
            add(pack);
        }
    }

    private void add(IndexedPack pack) {
        if (!written.add(pack.pack())) {
            return;
        }
        waiting.add(pack);
        blobs += pack.blobs().size();
        if (blobs >= IndexFile.FULL_BLOBS) {
            flush();
        }
    }

    private void flush() {
        if (!waiting.isEmpty()) {
            saved.add(save.apply(waiting));
            waiting = new ArrayList<>();
            blobs = 0;
        }
    }
}
