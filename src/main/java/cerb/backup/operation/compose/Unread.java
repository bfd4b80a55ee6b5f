package cerb.backup.operation.compose;

import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import cerb.backup.storage.watch.DirtyBatch;
import cerb.backup.storage.watch.DirtyDirectory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What could not be read when it was last looked at. Until it can, each update looks at it again, whatever the batch says, so that each
 * snapshot says that it is incomplete. Thread-safe: a walk and a checkpoint may go on at once.
 */
public final class Unread {
    private final Set<RelativePath> paths = new HashSet<>();

    /** What it is now. */
    public synchronized Set<RelativePath> paths() {
        return Set.copyOf(paths);
    }

    /** Whether it, or a directory above it, is among them; false for what is no path. */
    public synchronized boolean holds(String path) {
        try {
            RelativePath at = RelativePath.of(path);
            while (!at.isRoot() && !paths.contains(at)) {
                at = at.parent();
            }
            return !at.isRoot();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Takes the answer of an update: what it looked at, as {@link #paths} said when it began, and what of all it met cannot be read. */
    public synchronized void replace(Set<RelativePath> lookedAt, Set<RelativePath> found) {
        paths.removeAll(lookedAt);
        paths.addAll(found);
    }

    /** A batch, and besides it what could not be read. */
    public static DirtyBatch with(DirtyBatch batch, Set<RelativePath> unread) {
        if (batch.root() || unread.isEmpty()) {
            return batch;
        }
        Map<RelativePath, DirtyDirectory> directories = new HashMap<>();
        batch.directories().forEach(directory -> directories.put(directory.path(), directory));
        for (RelativePath path : unread) {
            directories.merge(path.parent(), new DirtyDirectory(path.parent(), false, Set.of(path.name())), Unread::join);
            // it may be a directory that cannot be listed; only one that is dirty itself is listed again
            directories.merge(path, new DirtyDirectory(path, true, Set.of()), Unread::join);
        }
        return DirtyBatch.of(directories.values());
    }

    private static DirtyDirectory join(DirtyDirectory first, DirtyDirectory second) {
        Set<FileName> names = new HashSet<>(first.names());
        names.addAll(second.names());
        return new DirtyDirectory(first.path(), first.all() || second.all(), names);
    }
}
