package cerb.backup.repository;

import cerb.backup.backend.Backend;
import cerb.backup.backend.CorruptException;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.crypto.MasterKey;
import cerb.backup.crypto.Password;
import cerb.backup.format.Id;
import cerb.backup.format.document.RepositoryConfig;
import cerb.backup.format.document.Snapshot;
import cerb.backup.repository.file.ObservedBackend;
import cerb.backup.repository.file.UnpackedFiles;
import cerb.backup.repository.key.KeyRing;
import cerb.backup.repository.lock.LockOwner;
import cerb.backup.repository.lock.Locks;
import cerb.backup.repository.pack.BlobCodec;
import cerb.backup.repository.pack.CodecPool;
import cerb.backup.repository.shared.DamagedException;
import cerb.backup.repository.shared.NoRepositoryException;
import cerb.backup.repository.shared.RepositoryException;
import cerb.backup.repository.shared.RepositoryListener;
import cerb.backup.repository.shared.WrongPasswordException;
import cerb.backup.repository.write.Workers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * An open repository in restic's format, version 1 or 2. Safe for use by several threads.
 *
 * <p>It takes no locks by itself: whoever reads or writes acquires them from {@link #locks}. Read snapshots before the index: whatever a
 * snapshot needs was indexed before it.
 */
public final class Repository implements AutoCloseable {
    private final ObservedBackend backend;
    private final RepositoryOptions options;
    private final MasterKey key;
    private final RepositoryConfig config;
    private final UnpackedFiles files;
    private final SnapshotFiles snapshots;
    private final Locks locks;
    private final KeyRing keys;
    private final CodecPool codecs;
    private final Workers workers;
    private IndexedRepository index;

    private Repository(ObservedBackend backend, RepositoryOptions options, Initialization.Result opened) {
        this.backend = backend;
        this.options = options;
        this.key = opened.key();
        this.config = opened.config();
        boolean mayCompress = config.version() > 1;
        this.files = new UnpackedFiles(backend, key, mayCompress);
        this.snapshots = new SnapshotFiles(backend, files);
        this.locks = locks(backend, files);
        this.keys = new KeyRing(backend, key, opened.keyId(), options.keyDerivation(), options.clock());
        this.codecs = new CodecPool(() -> new BlobCodec(key, options.compression(), mayCompress));
        this.workers = new Workers(options.limits(), codecs);
    }

    /** Tells whether there is a repository, by its configuration. */
    public static boolean exists(Backend backend) {
        return Initialization.hasConfig(backend);
    }

    /**
     * Makes a repository of version 2 and opens it. What an interrupted call has left is cleared away first.
     *
     * @param backend closed with the repository
     * @throws RepositoryException if there is one already, or parts of one
     */
    public static Repository init(Backend backend, Password password, RepositoryOptions options) {
        ObservedBackend observed = new ObservedBackend(backend);
        return new Repository(observed, options, new Initialization(observed, options).init(password));
    }

    /**
     * Opens a repository.
     *
     * @param backend closed with the repository
     * @throws NoRepositoryException if there is none
     * @throws WrongPasswordException if the password opens none of its keys
     * @throws DamagedException if its configuration, or all of its keys, are damaged
     */
    public static Repository open(Backend backend, Password password, RepositoryOptions options) {
        ObservedBackend observed = new ObservedBackend(backend);
        return new Repository(observed, options, new Initialization(observed, options).open(password));
    }

    /** Returns the repository's id, by which it is told from all others. */
    public Id id() {
        return config.id();
    }

    /** Returns the configuration; its polynomial is a secret. */
    public RepositoryConfig config() {
        return config;
    }

    /**
     * Makes sure that it is still where it was opened: a directory that was emptied, or whose disk is no longer mounted, would be filled
     * anew, with what no key there opens.
     *
     * @throws NoRepositoryException if there is none any longer
     * @throws DamagedException if there is another one, or its configuration is damaged
     */
    public void demandPresent() {
        try {
            if (Initialization.config(backend, key).id().equals(config.id())) {
                return;
            }
        } catch (NotFoundException e) {
            throw new NoRepositoryException("the repository that was in " + backend.location() + " is gone: it has no file \"config\"."
                    + " Mount its disk; or, if it was removed on purpose, start the program again.", e);
        } catch (DamagedException e) {
            throw displaced(e);
        }
        throw displaced(null);
    }

    private DamagedException displaced(DamagedException cause) {
        return new DamagedException("another repository has taken the place of ours in " + backend.location() + ", or its file \"config\" is damaged."
                + " Bring ours back, or start the program again to use what is there.", cause);
    }

    /** Returns the files; what is written and removed through it is told to the listeners. */
    public Backend backend() {
        return backend;
    }

    /**
     * Returns the threads that compress, encrypt and verify. What is stored by one of them is done at once, without a copy: who reads many
     * files reads them here. A task must not wait for another one that it has given to them.
     */
    public Executor workers() {
        return workers.blobThreads();
    }

    /** Returns the passwords that open it, as far as one may know them: its key files. */
    public KeyRing keys() {
        return keys;
    }

    /** Returns the locks. */
    public Locks locks() {
        return locks;
    }

    /** Makes locks for a copy of this repository at another place, such as a mirror; the caller closes them. */
    public Locks locksAt(Backend copy) {
        return locks(copy, filesAt(copy));
    }

    private UnpackedFiles filesAt(Backend copy) {
        return new UnpackedFiles(copy, key, config.version() > 1);
    }

    private Locks locks(Backend place, UnpackedFiles placeFiles) {
        return new Locks(place, placeFiles, LockOwner.self(), options.lockNotes(), options.lockSettle(), options.clock());
    }

    /** Returns the repository with its index, which the first call loads; to take notice of later changes, refresh it. */
    public synchronized IndexedRepository index() {
        if (index == null) {
            IndexedRepository loading = new IndexedRepository(backend, options, files, codecs, workers);
            loading.refresh();
            index = loading;
        }
        return index;
    }

    /**
     * Returns all snapshots, the oldest first.
     *
     * @throws DamagedException if one cannot be read
     */
    public List<StoredSnapshot> snapshots() {
        return snapshots((id, problem) -> {
            throw new DamagedException("cannot read snapshot " + id + ": " + problem.getMessage(), problem);
        });
    }

    /** Returns the snapshots that can be read, the oldest first, and tells of those that cannot. */
    public List<StoredSnapshot> snapshots(BiConsumer<Id, CorruptException> damaged) {
        return snapshots.list(damaged);
    }

    /** Returns the snapshots as {@link #snapshots(BiConsumer)}, but reads each file again: for whoever wants to know whether they can be read. */
    public List<StoredSnapshot> rereadSnapshots(BiConsumer<Id, CorruptException> damaged) {
        return new SnapshotFiles(backend, files).list(damaged);
    }

    /**
     * Finds a snapshot by the beginning of its id.
     *
     * @param idPrefix hexadecimal digits
     * @throws RepositoryException if none, or more than one, begins so
     * @throws DamagedException if it cannot be read
     */
    public StoredSnapshot find(String idPrefix) {
        return snapshots.find(idPrefix);
    }

    /**
     * Reads a snapshot of a copy of this repository at another place, such as a mirror.
     *
     * @return empty if it is not there
     * @throws CorruptException if it cannot be read
     */
    public Optional<StoredSnapshot> snapshotAt(Backend copy, Id id) {
        return new SnapshotFiles(copy, filesAt(copy)).load(id);
    }

    /** Saves a snapshot; on return it is durable. Everything it needs must have been flushed before. */
    public Id saveSnapshot(Snapshot snapshot) {
        return files.save(FileType.SNAPSHOT, snapshot.write());
    }

    /** Removes a snapshot; what only it needs stays until a prune. */
    public void removeSnapshot(Id id) {
        backend.remove(new Handle(FileType.SNAPSHOT, id.toString()));
    }

    /** Adds a listener, from now on. */
    public void addListener(RepositoryListener listener) {
        backend.add(listener);
    }

    /** Removes a listener. */
    public void removeListener(RepositoryListener listener) {
        backend.remove(listener);
    }

    /** Gives back locks, threads and the backend. Writers must be closed before. */
    @Override
    public void close() {
        locks.close();
        workers.close();
        codecs.clear();
        backend.close();
    }
}
