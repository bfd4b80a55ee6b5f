package cerb.backup.storage.watch;

import cerb.backup.storage.RelativePath;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What to look at again: single directories, or everything. Immutable and thread-safe.
 */
public final class DirtyBatch {
    private static final DirtyBatch EVERYTHING = new DirtyBatch(true, new TreeMap<>());

    private final boolean root;
    private final NavigableMap<RelativePath, DirtyDirectory> directories;

    private DirtyBatch(boolean root, NavigableMap<RelativePath, DirtyDirectory> directories) {
        this.root = root;
        this.directories = Collections.unmodifiableNavigableMap(directories);
    }

    /** The batch that asks for a full walk. */
    public static DirtyBatch everything() {
        return EVERYTHING;
    }

    /** A batch of single directories. */
    public static DirtyBatch of(Collection<DirtyDirectory> directories) {
        var byPath = new TreeMap<RelativePath, DirtyDirectory>();
        directories.forEach(directory -> byPath.put(directory.path(), directory));
        return new DirtyBatch(false, byPath);
    }

    /** Whether the whole tree must be walked; then no directory is named. */
    public boolean root() {
        return root;
    }

    /** The dirty directories, each followed by those below it; empty if {@link #root}. */
    public Collection<DirtyDirectory> directories() {
        return directories.values();
    }

    /** What is known to be dirty in a directory; empty if nothing, or if {@link #root}. */
    public Optional<DirtyDirectory> directory(RelativePath path) {
        return Optional.ofNullable(directories.get(path));
    }

    /** Whether anything in a directory, or below it, must be looked at again. */
    public boolean touches(RelativePath path) {
        Map.Entry<RelativePath, DirtyDirectory> next = directories.ceilingEntry(path);
        return root || next != null && next.getKey().startsWith(path);
    }

    /** Whether there is nothing to look at. */
    public boolean isEmpty() {
        return !root && directories.isEmpty();
    }

    @Override
    public String toString() {
        return root ? "everything" : directories.size() + " directories";
    }
}
