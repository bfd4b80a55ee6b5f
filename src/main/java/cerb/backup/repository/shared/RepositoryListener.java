package cerb.backup.repository.shared;

import cerb.backup.backend.Handle;

/**
 * Hears of each file that this process writes to or removes from the repository, after it is durable or gone, in that order: packs
 * before the index that names them, the index before the snapshot. Called on the thread that did it, several at once; must return
 * soon and must not throw, since the write it tells of would fail.
 */
public interface RepositoryListener {
    /** A file is durable. Saving one that was there already is told again. */
    void written(Handle handle, long size);

    /** A file has been removed. */
    void removed(Handle handle);
}
