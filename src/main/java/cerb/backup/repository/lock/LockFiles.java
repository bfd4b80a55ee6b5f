package cerb.backup.repository.lock;

import cerb.backup.backend.Backend;
import cerb.backup.backend.CorruptException;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.backend.PermanentException;
import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.document.LockFile;
import cerb.backup.repository.file.UnpackedFiles;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lock files of a repository: reads all, writes and removes this process's. Safe for use by several threads. */
final class LockFiles {
    private static final Logger LOG = LoggerFactory.getLogger(LockFiles.class);
    private static final Duration STALE_AGE = Duration.ofMinutes(30);
    /** Age at which a lock's holder has missed two refreshes. */
    private static final Duration UNREFRESHED_AGE = Duration.ofMinutes(11);

    private final Backend backend;
    private final UnpackedFiles files;
    private final LockOwner owner;
    private final LockNotes notes;
    private final Clock clock;
    /** Locks of this process that could not be written or removed for certain: nobody holds them, and they may be there. */
    private final Set<Id> abandoned = ConcurrentHashMap.newKeySet();
    /** Locks of ours that the store does not let go. */
    private final Set<Id> kept = ConcurrentHashMap.newKeySet();

    LockFiles(Backend backend, UnpackedFiles files, LockOwner owner, LockNotes notes, Clock clock) {
        this.backend = backend;
        this.files = files;
        this.owner = owner;
        this.notes = notes;
        this.clock = clock;
    }

    /** Where the locks are, for messages. */
    String location() {
        return backend.location();
    }

    /** Writes a new lock. Its note comes first: a kill in between leaves a note without a lock, which does no harm. */
    Id write(LockMode mode) {
        LockFile lock = new LockFile(clock.instant(), mode == LockMode.EXCLUSIVE, owner.hostname(), owner.username(), owner.pid(),
                owner.uid(), owner.gid());
        byte[] sealed = files.seal(lock.write());
        Id id = Id.hash(sealed);
        Optional<String> unnoted = notes.add(id);
        try {
            files.save(FileType.LOCK, id, sealed);
        } catch (RuntimeException e) {
            abandoned.add(id);
            throw e;
        }
        unnoted.ifPresent(reason -> notes.warn(id, reason));
        return id;
    }

    void remove(Id lock) {
        abandoned.add(lock);
        backend.remove(handle(lock));
        abandoned.remove(lock);
        notes.remove(lock);
    }

    /**
     * As {@link #remove}, but a store that lets no lock go, by its policy or for a while, is told of once and no more.
     *
     * @return whether it is gone
     */
    boolean removeIfAllowed(Id lock) {
        try {
            remove(lock);
            kept.remove(lock);
            return true;
        } catch (PermanentException e) {
            if (kept.isEmpty()) {
                LOG.warn("lock {} stays, and is taken again in the place of later ones as long as it does: {}", lock.shortName(), e.getMessage());
            }
            kept.add(lock);
            notes.leave(lock);
            return false;
        }
    }

    /** Whether the store did not let a lock go when it was asked last. */
    boolean isKept(Id lock) {
        return kept.contains(lock);
    }

    /** Notes once more a lock that is taken again; false where another process has been quicker. */
    boolean takeAgain(Id lock) {
        return notes.addAgain(lock);
    }

    boolean exists(Id lock) {
        try {
            backend.size(handle(lock));
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    /** Reads all locks; empty files, which a full disk leaves behind, are no locks. */
    List<FoundLock> list() {
        return list(false);
    }

    /** Reads all locks; with {@code empty} also the empty files, as unreadable ones. */
    List<FoundLock> list(boolean empty) {
        return read((id, size) -> size > 0 || empty);
    }

    /** Reads all locks but one. */
    List<FoundLock> listOthers(Id own) {
        return read((id, size) -> size > 0 && !id.equals(own));
    }

    private List<FoundLock> read(BiPredicate<Id, Long> wanted) {
        List<Id> ids = new ArrayList<>();
        backend.list(FileType.LOCK, (handle, size) -> {
            Id id = Id.parse(handle.name());
            if (wanted.test(id, size)) {
                ids.add(id);
            }
        });
        return ids.stream().map(this::read).flatMap(Optional::stream).toList();
    }

    /** Reads a lock; none if it was released since it was listed. */
    private Optional<FoundLock> read(Id id) {
        try {
            return Optional.of(new FoundLock(id, LockFile.read(files.load(handle(id)))));
        } catch (NotFoundException e) {
            return Optional.empty();
        } catch (CorruptException | FormatException e) {
            return Optional.of(new FoundLock(id, null));
        }
    }

    private static Handle handle(Id lock) {
        return new Handle(FileType.LOCK, lock.toString());
    }

    /**
     * Tells whether a lock is left from an earlier run: given up by this process, noted by one that is no more, or of this host, refreshed by
     * nobody, and without a living process. The number alone is not enough: containers may share a host's name and not see each other's processes.
     */
    boolean isLeftBehind(FoundLock found) {
        if (notes.isOfLivingProcess(found.id())) {
            // one of ours that could not be removed has its note still; one that the store keeps has it only if it was taken again
            return abandoned.contains(found.id()) && !isKept(found.id());
        }
        return abandoned.contains(found.id()) || notes.isOfDeadProcess(found.id())
                || !found.isUnreadable() && isOlder(found.lock(), UNREFRESHED_AGE) && isOfDeadProcess(found.lock());
    }

    /** A process of our number that is not ours is one of a former life: in a container it is always the same. */
    private boolean isOfDeadProcess(LockFile lock) {
        return lock.hostname().equals(owner.hostname())
                && (lock.pid() == owner.pid() || ProcessHandle.of(lock.pid()).isEmpty());
    }

    /**
     * Says why {@code unlock} may remove a lock, by restic's rule, which believes the number of a process; empty if it must stay. What a
     * living process of our own has noted stays, however late its refreshes are.
     */
    Optional<String> staleness(FoundLock found) {
        if (notes.isOfLivingProcess(found.id())) {
            return Optional.empty();
        }
        if (notes.isOfDeadProcess(found.id())) {
            return Optional.of("the process that held it has ended");
        }
        if (found.isUnreadable()) {
            return Optional.empty();
        }
        LockFile lock = found.lock();
        if (isOlder(lock, STALE_AGE)) {
            return Optional.of("it has not been refreshed for " + age(lock).toMinutes() + " minutes");
        }
        boolean isOfDeadOther = lock.pid() != owner.pid() && isOfDeadProcess(lock);
        return isOfDeadOther || isLeftBehind(found) ? Optional.of("its process, on this host, has ended") : Optional.empty();
    }

    /** Says why a lock that is not stale stays. */
    String liveness(FoundLock found) {
        if (notes.isOfLivingProcess(found.id())) {
            return "a cerb-backup that runs on this host holds it";
        }
        if (found.isUnreadable()) {
            return "nobody can say whose it is";
        }
        return found.lock().hostname().equals(owner.hostname()) ? "its process, on this host, runs"
                : "it is of another host, and was refreshed " + age(found.lock()).toMinutes() + " minutes ago";
    }

    private Duration age(LockFile lock) {
        return Duration.between(lock.time(), clock.instant());
    }

    private boolean isOlder(LockFile lock, Duration age) {
        return lock.time().isBefore(clock.instant().minus(age));
    }
}
