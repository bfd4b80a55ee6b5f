/**
 * Says what to look at again in a directory tree. Events are hints, the walk is the truth:
 * <pre>
 * 1. {@link cerb.backup.storage.watch.StorageWatch} registers every directory, then marks the root dirty.
 * 2. An event only marks (directory, name) in a bounded {@link cerb.backup.storage.watch.DirtySet}; when it is full the root is dirty.
 * 3. Lost events of one directory mark that directory as a whole; a lost watch, any exception and the periodic reconcile mark the root.
 * 4. A batch is handed out once it has settled, one at a time, and is forgotten only when it has been acknowledged.
 * 5. The reader of a batch lists the dirty directories and reads the attributes of the named and the unknown entries.
 * </pre>
 * So overflow, lost events, file systems without events and restarts are one case, and no event can make a backup wrong, only late.
 *
 * <p>The JDK's WatchService is used directly. The kernel watches directories, not paths: after a rename the same watch goes on under the
 * old name, so {@code WatchedDirectories} keeps what each key stands for. Its reader may fall behind by any amount: the JDK keeps 512
 * events a directory and then says that some were lost, which costs one listing of that directory and no other.
 */
package cerb.backup.storage.watch;
