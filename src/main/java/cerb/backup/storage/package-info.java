/**
 * Watching and walking a directory tree of many small files; knows nothing of the repository, nor of Cerb.
 *
 * <p>Events are hints, the walk is the truth:
 * <pre>
 * 1. {@link cerb.backup.storage.StorageWatch} registers every directory, then marks the root dirty.
 * 2. An event only marks (directory, name) in a bounded {@link cerb.backup.storage.DirtySet}; when the set is full the root is dirty.
 * 3. Lost events of one directory mark that directory as a whole; a lost watch, any exception and the periodic reconcile mark the root.
 * 4. A batch is handed out once it has settled, one at a time, and is forgotten only when it has been acknowledged.
 * 5. The reader of a batch lists the dirty directories ({@link cerb.backup.storage.Directory}) and reads the attributes of the named and
 *    the unknown entries; contents are read by {@link cerb.backup.storage.StableRead}, which notices what changed meanwhile.
 * </pre>
 * So overflow, lost events, file systems without events and restarts are one case, and no event can make a backup wrong, only late.
 *
 * <p>File names are bytes. {@link cerb.backup.storage.FileName} gets them out of a {@code Path} by way of its URI, because the path's own
 * text is lossy under a C locale and for names that are no UTF-8; the way back is the same.
 *
 * <p>Links are never followed below the root. The root itself may be a link, and mounts are crossed: that is how Cerb's storage directory
 * is put on another disk.
 */
package cerb.backup.storage;
