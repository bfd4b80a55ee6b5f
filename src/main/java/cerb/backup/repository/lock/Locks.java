package cerb.backup.repository.lock;

import cerb.backup.backend.Backend;
import cerb.backup.format.Id;
import cerb.backup.repository.file.UnpackedFiles;
import cerb.backup.repository.shared.LockedException;
import cerb.backup.repository.shared.RepositoryException;
import cerb.backup.repository.shared.TimeToEnd;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Acquires the locks of one repository, and refreshes them on a thread of its own. Safe for use by several threads. */
public final class Locks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Locks.class);
    /** Time in which two who lock at once see each other's file (restic). */
    public static final Duration SETTLE = Duration.ofMillis(200);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final long TICK_SECONDS = 60;

    private final LockFiles files;
    private final Duration settle;
    private final Clock clock;
    private final Set<RepositoryLock> held = ConcurrentHashMap.newKeySet();
    private final Thread atExit = new Thread(this::releaseAtExit, "repository-locks-exit");
    private ScheduledExecutorService refresher;

    /**
     * Prepares for locking; nothing is read or written yet.
     *
     * @param notes  directory for the notes by which locks of a killed process are known again; null for none
     * @param settle time in which two who lock at once see each other's file
     */
    public Locks(Backend backend, UnpackedFiles unpacked, LockOwner owner, Path notes, Duration settle, Clock clock) {
        this.files = new LockFiles(backend, unpacked, owner, new LockNotes(notes), clock);
        this.settle = settle;
        this.clock = clock;
    }

    /** Returns where the processes of this host that work on the repository in a directory note their locks; restic ignores it. */
    public static Path notes(Path repositoryDirectory) {
        return repositoryDirectory.resolve("cerb-backup.locks");
    }

    /**
     * Acquires a lock now or not at all.
     *
     * @throws LockedException if another one is in the way; the message says whose, and what to do
     */
    public RepositoryLock acquire(LockMode mode) {
        return acquire(mode, Duration.ZERO);
    }

    /**
     * Acquires a lock, and waits for others to give way at most for the time given (restic's {@code --retry-lock}); says once in the log for whom.
     *
     * @throws LockedException if another one is still in the way
     */
    public RepositoryLock acquire(LockMode mode, Duration patience) {
        Instant end = clock.instant().plus(patience);
        boolean told = false;
        while (true) {
            try {
                return acquireNow(mode);
            } catch (InTheWay e) {
                if (!clock.instant().isBefore(end)) {
                    throw new LockedException("cannot lock the repository at " + files.location() + ": " + e.other + " is in the way."
                            + " Try again when that has ended; if it runs no more, run cerb-backup unlock, with --from and its name for one at a sink.", e);
                }
                if (!told) {
                    LOG.warn("waiting for at most {} s, because {} is in the way at {}", patience.toSeconds(), e.other, files.location());
                    told = true;
                }
                sleep(LOOK_AGAIN);
            }
        }
    }

    private RepositoryLock acquireNow(LockMode mode) {
        Map<Boolean, List<FoundLock>> locks = files.list().stream().collect(Collectors.partitioningBy(this::isLeftBehind));
        List<FoundLock> kept = locks.get(true).stream().filter(this::isKept).toList();
        refuseIfInTheWay(mode, locks.get(false));
        Optional<FoundLock> usable = kept.stream().filter(found -> !found.isInTheWayOf(mode) && files.takeAgain(found.id())).findFirst();
        return usable.isPresent() ? hold(mode, usable.get().id(), clock.instant()) : acquireNew(mode);
    }

    private boolean isLeftBehind(FoundLock found) {
        return files.isLeftBehind(found) && held.stream().noneMatch(lock -> lock.id().equals(found.id()));
    }

    /** Removes what was left behind; true if the store keeps it. It is in an exclusive lock's way whatever its age, so it may as well be taken again. */
    private boolean isKept(FoundLock leftBehind) {
        return files.isKept(leftBehind.id()) || !files.removeIfAllowed(leftBehind.id());
    }

    private RepositoryLock acquireNew(LockMode mode) {
        Instant writtenAt = clock.instant();
        Id id = files.write(mode);
        try {
            sleep(settle);
            refuseIfInTheWay(mode, files.listOthers(id).stream().filter(found -> !isLeftBehind(found)).toList());
        } catch (RuntimeException e) {
            withdraw(id, e);
            throw e;
        }
        return hold(mode, id, writtenAt);
    }

    private void withdraw(Id id, RuntimeException failure) {
        try {
            files.remove(id);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private synchronized RepositoryLock hold(LockMode mode, Id id, Instant writtenAt) {
        var lock = new RepositoryLock(files, mode, id, writtenAt, clock, held::remove);
        held.add(lock);
        if (refresher == null) {
            refresher = newRefresher();
            refresher.scheduleWithFixedDelay(() -> held.forEach(RepositoryLock::refreshIfDue), TICK_SECONDS, TICK_SECONDS,
                    TimeUnit.SECONDS);
            addExitHook();
        }
        return lock;
    }

    private void addExitHook() {
        try {
            Runtime.getRuntime().addShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // the process is ending: work that still begins gives its lock back when it ends in order
        }
    }

    private static ScheduledExecutorService newRefresher() {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "repository-locks");
            thread.setDaemon(true);
            return thread;
        });
    }

    private void refuseIfInTheWay(LockMode mode, List<FoundLock> others) {
        Optional<FoundLock> other = others.stream().filter(found -> found.isInTheWayOf(mode)).findFirst();
        if (other.isPresent()) {
            throw new InTheWay(other.get());
        }
    }

    /** Between the attempts of one caller: what it is told depends on whether it goes on waiting. */
    private static final class InTheWay extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient FoundLock other;

        InTheWay(FoundLock other) {
            this.other = other;
        }
    }

    /** Returns all locks that are there, ours included. */
    public List<FoundLock> list() {
        return files.list();
    }

    /**
     * Removes the locks that are stale by restic's rule (older than 30 minutes, or of a process of this host that has ended), but none that
     * a living process of ours has noted.
     *
     * @param all whether every lock goes, whoever holds it, and what a full disk left in a lock's place
     * @return what became of each, the oldest refresh first
     */
    public List<JudgedLock> unlock(boolean all) {
        List<JudgedLock> judged = files.list(all).stream().map(found -> judge(found, all)).sorted(JudgedLock.BY_AGE).toList();
        judged.stream().filter(JudgedLock::removed).forEach(each -> files.remove(each.lock().id()));
        return judged;
    }

    private JudgedLock judge(FoundLock found, boolean all) {
        Optional<String> stale = files.staleness(found);
        if (stale.isPresent()) {
            return new JudgedLock(found, true, stale.get());
        }
        return all ? new JudgedLock(found, true, "all locks were to go, although " + files.liveness(found)) : new JudgedLock(found, false, files.liveness(found));
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RepositoryException("interrupted while waiting for a lock on the repository", e);
        }
    }

    /** Gives all locks back that are still held. */
    @Override
    public synchronized void close() {
        releaseAll();
        if (refresher != null) {
            refresher.shutdown();
            refresher = null;
            removeExitHook();
        }
    }

    private void removeExitHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // the process is ending: the hook runs already, and finds nothing left to release
        }
    }

    private void releaseAll() {
        held.forEach(RepositoryLock::close);
    }

    /** What is under way when the process is told to end may be finished under its locks; those of what does not come to its end go all the same. */
    private void releaseAtExit() {
        long end = System.nanoTime() + TimeToEnd.ofLockedWork().toNanos();
        try {
            while (!held.isEmpty() && System.nanoTime() < end) {
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        releaseAll();
    }
}
