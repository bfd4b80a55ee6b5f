package cerb.backup.storage.watch;

import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What changed since the last batch, in bounded memory: a directory with too many changed names is dirty as a whole, and when there is too
 * much altogether everything is. So nothing is ever dropped, only known less precisely. Not thread-safe.
 */
public final class DirtySet {
    private static final int NAMES_A_DIRECTORY = 4_096;

    private final int capacity;
    private final Map<RelativePath, Set<FileName>> names = new HashMap<>();
    private final Set<RelativePath> whole = new HashSet<>();
    private int size;
    private boolean root;

    /**
     * @param capacity how many directories and names are kept apart before everything counts as dirty
     */
    public DirtySet(int capacity) {
        this.capacity = capacity;
    }

    /** An entry of a directory changed, appeared or vanished. */
    public void mark(RelativePath directory, FileName name) {
        if (root || whole.contains(directory)) {
            return;
        }
        Set<FileName> dirty = names.computeIfAbsent(directory, key -> counted());
        size += dirty.add(name) ? 1 : 0;
        if (dirty.size() > NAMES_A_DIRECTORY) {
            mark(directory);
        }
        collapseWhenFull();
    }

    /** Any entry of a directory may have changed. */
    public void mark(RelativePath directory) {
        if (root || !whole.add(directory)) {
            return;
        }
        Set<FileName> dirty = names.remove(directory);
        size += dirty == null ? 1 : -dirty.size();
        collapseWhenFull();
    }

    /** Anything may have changed. */
    public void markRoot() {
        clear();
        root = true;
    }

    /** Takes in all that a batch asks for. */
    public void merge(DirtyBatch batch) {
        if (batch.root()) {
            markRoot();
        }
        batch.directories().forEach(this::merge);
    }

    private void merge(DirtyDirectory directory) {
        if (directory.all()) {
            mark(directory.path());
        } else {
            directory.names().forEach(name -> mark(directory.path(), name));
        }
    }

    /** Whether nothing is dirty. */
    public boolean isEmpty() {
        return !root && size == 0;
    }

    /** All that is dirty; afterwards nothing is. */
    public DirtyBatch take() {
        DirtyBatch batch = root ? DirtyBatch.everything() : DirtyBatch.of(directories());
        clear();
        return batch;
    }

    private Collection<DirtyDirectory> directories() {
        var all = new HashMap<RelativePath, DirtyDirectory>();
        names.forEach((path, dirty) -> all.put(path, new DirtyDirectory(path, false, dirty)));
        whole.forEach(path -> all.put(path, new DirtyDirectory(path, true, Set.of())));
        return all.values();
    }

    private Set<FileName> counted() {
        size++;
        return new HashSet<>();
    }

    private void collapseWhenFull() {
        if (size > capacity) {
            markRoot();
        }
    }

    private void clear() {
        names.clear();
        whole.clear();
        size = 0;
        root = false;
    }
}
