package cerb.backup.operation;

import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.Handle;
import cerb.backup.backend.local.Disk;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.operation.cache.Dropping;
import cerb.backup.operation.cache.IndexReturn;
import cerb.backup.operation.cache.ReadThroughBackend;
import cerb.backup.operation.cache.ToldLosses;
import cerb.backup.operation.cache.WholeIndex;
import cerb.backup.operation.gate.FloorBackend;
import cerb.backup.operation.gate.Gate;
import cerb.backup.operation.gate.HostLock;
import cerb.backup.operation.gate.RepositoryDirectory;
import cerb.backup.operation.gate.Reserve;
import cerb.backup.operation.gate.SpaceFloor;
import cerb.backup.operation.gate.UnitOfWork;
import cerb.backup.operation.marks.LastDump;
import cerb.backup.operation.marks.MarksFile;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import cerb.backup.repository.lock.Locks;
import cerb.backup.repository.shared.NoRepositoryException;
import cerb.backup.repository.shared.RepositoryListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local repository of one helpdesk and the right to write to it: one engine per process and helpdesk, one process per repository and
 * host. Thread-safe.
 */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration LEFT_BEHIND = Duration.ofHours(1);

    private final EngineOptions options;
    private final Observers observers;
    private final Clock clock;
    private final HostLock hostLock;
    private final SpaceFloor floor;
    private final Reserve reserve;
    private final Repository repository;
    private final Gate gate = new Gate();
    private final ReentrantLock commits = new ReentrantLock(true);
    private final RecoveryPoint recoveryPoint;
    private final Mirrors mirrors = new Mirrors(this);
    private final ReadThroughBackend files;
    private final WholeIndex wholeIndex;
    private final Dropping dropping;

    private Engine(EngineOptions options, Observers observers, Clock clock, HostLock hostLock, SpaceFloor floor, Reserve reserve, ReadThroughBackend files,
            Repository repository) {
        this.options = options;
        this.observers = observers;
        this.clock = clock;
        this.hostLock = hostLock;
        this.floor = floor;
        this.reserve = reserve;
        this.repository = repository;
        repository.addListener(new Told(observers.all()));
        this.recoveryPoint = new RecoveryPoint(this);
        this.files = files;
        this.wholeIndex = new WholeIndex(repository, files.away(), new RemovalJournal(options.repositoryDirectory()));
        this.dropping = new Dropping(repository, files, mirrors::all, options.packsAtSinks(), options.helpdesk());
        files.readFrom(mirrors.sinks());
        files.tell(new ToldLosses(repository, observers.all()));
    }

    /**
     * Opens the local repository.
     *
     * @throws NoRepositoryException if there is none
     * @throws HostLock.BusyException if another process of this host works on it
     */
    public static Engine open(EngineOptions options, Observers observers) {
        return open(options, observers, Clock.systemUTC(), false, Disk.REAL);
    }

    /** Opens the local repository, or makes it if there is none. Throws as {@link #open}. */
    public static Engine openOrInitialise(EngineOptions options, Observers observers) {
        return openOrInitialise(options, observers, () -> { });
    }

    /** The same; {@code locked} is called as soon as no other process of this host can work on it, before it is opened or made. What that throws ends the opening. */
    public static Engine openOrInitialise(EngineOptions options, Observers observers, Runnable locked) {
        return open(options, observers, Clock.systemUTC(), true, Disk.REAL, locked);
    }

    static Engine open(EngineOptions options, Observers observers, Clock clock, boolean mayInitialise, Disk disk) {
        return open(options, observers, clock, mayInitialise, disk, () -> { });
    }

    private static Engine open(EngineOptions options, Observers observers, Clock clock, boolean mayInitialise, Disk disk, Runnable locked) {
        Path directory = options.repositoryDirectory();
        if (!Files.isDirectory(directory)) {
            if (!mayInitialise) {
                throw new NoRepositoryException("there is no repository in " + directory + ". Make it with: cerb-backup init");
            }
            RepositoryDirectory.make(directory);
        }
        HostLock lock = HostLock.take(directory);
        try {
            locked.run();
            SpaceFloor floor = new SpaceFloor(directory, options.minimumFree(), observers.all()::spaceBelowFloor);
            Reserve reserve = new Reserve(directory, floor);
            LocalBackend files = new LocalBackend(directory, disk);
            removeLeftovers(files, clock.instant());
            observers.add(new MarksFile(directory));
            observers.add(new LastDump(directory));
            ReadThroughBackend backend = ReadThroughBackend.open(new FloorBackend(files, floor, reserve), directory, !options.packsAtSinks().isEmpty());
            return new Engine(options, observers, clock, lock, floor, reserve, backend, repository(backend, options, Locks.notes(directory), clock, mayInitialise));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Under the host lock nobody else here is writing; who writes from elsewhere has not been at one file for an hour. */
    private static void removeLeftovers(LocalBackend files, Instant now) {
        try {
            int removed = files.removeLeftovers(now.minus(LEFT_BEHIND));
            if (removed > 0) {
                LOG.info("removed {} temporary files of processes that were killed from {}", removed, files.location());
            }
        } catch (BackendException e) {
            LOG.warn("temporary files of processes that were killed may be left: {}", e.getMessage());
        }
    }

    /** An engine over a backend of one's own, without a host lock and without a floor. */
    static Engine over(Backend backend, EngineOptions options, Observers observers, Clock clock) {
        ReadThroughBackend files = ReadThroughBackend.open(backend, options.repositoryDirectory(), !options.packsAtSinks().isEmpty());
        return new Engine(options, observers, clock, null, null, null, files, repository(files, options, null, clock, true));
    }

    private static Repository repository(Backend backend, EngineOptions options, Path lockNotes, Clock clock, boolean mayInitialise) {
        RepositoryOptions repositoryOptions = options.repository().withLockNotes(lockNotes).withClock(clock);
        if (mayInitialise && !Repository.exists(backend)) {
            return Repository.init(backend, options.repositoryPassword(), repositoryOptions);
        }
        return Repository.open(backend, options.repositoryPassword(), repositoryOptions);
    }

    /** What it was built from. */
    public EngineOptions options() {
        return options;
    }

    /** The observers of everything it does; one may join at any time. */
    public Observers observers() {
        return observers;
    }

    /** The repository. What writes to it goes through {@link #recoveryPoint}, or through a unit of work. */
    public Repository repository() {
        return repository;
    }

    /** The one composer of snapshots. */
    public RecoveryPoint recoveryPoint() {
        return recoveryPoint;
    }

    /** The mirrors of the repository at the sinks. */
    public Mirrors mirrors() {
        return mirrors;
    }

    /** Its files; those of packs that are away are at the mirrors' sinks, unless one says otherwise. */
    public ReadThroughBackend files() {
        return files;
    }

    /** Whether the index names all packs that are away. */
    public WholeIndex wholeIndex() {
        return wholeIndex;
    }

    /** Brings back from the sinks the index files that another program has removed here while packs were away, and returns how many; waits with {@code patience} for a lock. */
    public int returnIndex(Duration patience) {
        try (UnitOfWork unit = UnitOfWork.append(repository, gate, patience)) {
            return new IndexReturn(repository, wholeIndex, files.sinks(), new RemovalJournal(options.repositoryDirectory())).run();
        }
    }

    /** Begins a unit of appending work, with the patience of its options. */
    public UnitOfWork append() {
        return append(options.retryLock());
    }

    /**
     * Begins a unit of appending work; waits while a removal is under way. The caller closes it.
     *
     * @param patience how long to wait for another program that holds an exclusive lock
     * @throws NoRepositoryException if the repository is no longer where it was opened
     * @throws cerb.backup.repository.shared.LockedException if another program still holds such a lock then
     */
    UnitOfWork append(Duration patience) {
        repository.demandPresent();
        wholeIndex.demand();
        if (floor != null) {
            floor.demand();
            reserve.fill();
        }
        return UnitOfWork.append(repository, gate, patience);
    }

    /**
     * Does what takes snapshots away, once no other program holds an exclusive lock, for which it waits with {@code patience}, and in the commits' turn: no checkpoint or recovery point is written meanwhile, and none begins to be. Runs
     * that are under way go on; the unit's lock and its pass of the gate keep what they re-use. Takes no notice of the floor of free space,
     * since this is a way out of a full disk.
     *
     * @throws NoRepositoryException if the repository is no longer where it was opened
     */
    public <T> T alterSnapshots(Duration patience, Function<UnitOfWork, T> work) {
        repository.demandPresent();
        wholeIndex.demand();
        releaseReserve();
        // the gate first and the commits' turn then, as runs do
        try (UnitOfWork unit = UnitOfWork.append(repository, gate, patience)) {
            commits.lock();
            try {
                return work.apply(unit);
            } finally {
                commits.unlock();
            }
        }
    }

    /**
     * Why nothing new is stored for lack of space on the repository's disk, with the remedy; empty where there is room, also for what was refused. Asks the disk anew, and tells
     * the observers where the answer is another one than before.
     *
     * @throws java.io.UncheckedIOException if the disk cannot be asked
     */
    public Optional<String> shortageOfSpace() {
        return floor == null ? Optional.empty() : floor.shortage();
    }

    /** Gives back the space that is kept for a full disk, where space is short: for a removal, before it writes what it has to write. */
    public void releaseReserve() {
        if (floor != null && floor.shortage().isPresent()) {
            reserve.release();
        }
    }

    /** The gate between appenders and removal inside this process. */
    public Gate gate() {
        return gate;
    }

    /** The clock that its snapshots are dated by. */
    public Clock clock() {
        return clock;
    }

    /** What has gone to all sinks goes here. */
    Dropping dropping() {
        return dropping;
    }

    ReentrantLock commits() {
        return commits;
    }

    /** The threads that read files, and compress and encrypt what they hold. */
    Executor workers() {
        return repository.workers();
    }

    /** Ends the workers and gives back the locks. A run that is still open fails. */
    @Override
    public void close() {
        // closed from right to left: the mirrors give back their locks at the sinks first; a walk fails at the next file it wants to read
        try (hostLock; repository; mirrors) {
            return;
        }
    }

    /** Tells the observer of files written and removed. */
    private record Told(Observer observer) implements RepositoryListener {
        @Override
        public void written(Handle handle, long size) {
            observer.fileWritten(size);
        }

        @Override
        public void removed(Handle handle) {
            observer.fileRemoved();
        }
    }
}
