package cerb.backup.operation.restore.files;

import cerb.backup.operation.restore.files.target.TargetDirectory;
import cerb.backup.operation.restore.files.target.TargetLock;
import cerb.backup.storage.RelativePath;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * How files are restored.
 *
 * @param target    the directory that gets the contents of {@code /storage}; it is made if it does not exist
 * @param overwrite whether a target that is not empty is accepted; what it holds under other names stays
 * @param paths     what to restore, relative to the storage directory; empty for everything
 * @param owner     who is to own the files, or null for who owned them
 * @param threads   packs read at once
 * @param staysMarked whether the target is not done with it, because the same command restores something else, too; it holds the {@link TargetLock} until then, and calls {@link TargetDirectory#end}
 * @param keepsDirectories whether directories only lead to the files: one that is there, and the target, keeps its owner, mode and time
 * @param measured what it is that these options restore, where that was found out already, or null
 */
public record StorageOptions(Path target, boolean overwrite, List<RelativePath> paths, Owner owner, int threads, boolean staysMarked, boolean keepsDirectories, StorageMeasure measured) {
    /** An owner by numbers. */
    public record Owner(long uid, long gid) { }

    public StorageOptions {
        Objects.requireNonNull(target, "target");
        paths = paths.contains(RelativePath.ROOT) ? List.of() : List.copyOf(paths);
        if (threads < 1) {
            throw new IllegalArgumentException("files cannot be restored by " + threads + " threads");
        }
    }

    /** Where nothing else is restored. */
    public StorageOptions(Path target, boolean overwrite, List<RelativePath> paths, Owner owner, int threads) {
        this(target, overwrite, paths, owner, threads, false, false, null);
    }

    /** Everything, to an empty or new directory, with two threads. */
    public static StorageOptions to(Path target) {
        return new StorageOptions(target, false, List.of(), null, 2);
    }

    /** The same for other paths. */
    public StorageOptions withPaths(List<RelativePath> other) {
        return new StorageOptions(target, overwrite, other, owner, threads, staysMarked, keepsDirectories, null);
    }

    /** The same, accepting a target that is not empty. */
    public StorageOptions overwriting() {
        return new StorageOptions(target, true, paths, owner, threads, staysMarked, keepsDirectories, measured);
    }

    /** The same, before something else. */
    public StorageOptions marked() {
        return new StorageOptions(target, overwrite, paths, owner, threads, true, keepsDirectories, measured);
    }

    /** The same for files that were all over the machine. */
    public StorageOptions scattered() {
        return new StorageOptions(target, overwrite, paths, owner, threads, staysMarked, true, measured);
    }

    /** The same when what they restore was measured: see {@link cerb.backup.operation.restore.Restore#examineStorage}. */
    public StorageOptions after(StorageMeasure other) {
        return new StorageOptions(target, overwrite, paths, owner, threads, staysMarked, keepsDirectories, other);
    }

    /** Whether a directory is to be as in the snapshot, and does not only lead to what is restored. */
    public boolean includesDirectory(RelativePath directory) {
        return !keepsDirectories && includes(directory);
    }

    /** Whether something at or below a path may have to be restored. */
    public boolean wants(RelativePath path) {
        return paths.isEmpty() || paths.stream().anyMatch(wanted -> path.startsWith(wanted) || wanted.startsWith(path));
    }

    /** Whether an entry itself is to be restored, and not only leads to one. */
    public boolean includes(RelativePath path) {
        return paths.isEmpty() || paths.stream().anyMatch(path::startsWith);
    }
}
