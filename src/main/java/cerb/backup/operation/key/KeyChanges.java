package cerb.backup.operation.key;

import cerb.backup.format.Id;
import cerb.backup.operation.gate.ExclusiveWork;
import cerb.backup.operation.gate.Gate;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.Repository;
import cerb.backup.repository.key.FoundKey;
import cerb.backup.repository.key.KeyRing;
import cerb.backup.repository.lock.LockMode;
import cerb.backup.repository.lock.RepositoryLock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Adds and removes keys of a repository. Thread-safe. */
public final class KeyChanges {
    private final Repository repository;
    private final Gate gate;
    private final RemovalJournal journal;
    private final Clock clock;
    private final Duration patience;

    /** Changes the keys of a repository whose removals the journal records; {@code gate} is the process's own. Waits for others to end for half a minute. */
    public KeyChanges(Repository repository, Gate gate, RemovalJournal journal, Clock clock) {
        this(repository, gate, journal, clock, ExclusiveWork.PATIENCE);
    }

    /** The same; waits so long. */
    public KeyChanges(Repository repository, Gate gate, RemovalJournal journal, Clock clock, Duration patience) {
        this.repository = repository;
        this.gate = gate;
        this.journal = journal;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Saves a key file that {@link KeyRing#make} has made; on return it is durable. Whoever knows its password then makes sure that it opens.
     *
     * @return its id
     */
    public Id add(byte[] file) {
        try (RepositoryLock lock = repository.locks().acquire(LockMode.SHARED, patience)) {
            Id id = repository.keys().save(file);
            lock.requireHeld();
            return id;
        }
    }

    /**
     * Removes a key, while nobody else works on the repository: two who removed each other's key would leave none.
     *
     * @param key    the one to go
     * @param proven another one, which the caller has just opened the repository with: it stays
     * @param by     the operation, for the record
     * @throws OperationException if it must not go, or is not there
     */
    public void remove(Id key, Id proven, String by) {
        try (ExclusiveWork work = ExclusiveWork.begin(repository, gate, patience)) {
            List<FoundKey> keys = repository.keys().list();
            refuse(key, proven, keys);
            work.demandHeld();
            journal.append(new Removal(clock.instant(), by, List.of(KeyRing.handle(proven)), List.of(KeyRing.handle(key))));
            repository.keys().remove(key);
        }
    }

    private static void refuse(Id key, Id proven, List<FoundKey> keys) {
        if (keys.stream().noneMatch(found -> found.id().equals(key))) {
            throw new OperationException("cannot remove key " + key.shortName() + ": it is not there", "See which there are: cerb-backup key list");
        }
        if (keys.stream().filter(FoundKey::isUsable).count() == 1 && keys.stream().anyMatch(found -> found.isUsable() && found.id().equals(key))) {
            throw new OperationException("cannot remove key " + key.shortName() + ": it is the last, and without it nobody can read the repository",
                    "Add another one first: cerb-backup key add");
        }
        if (key.equals(proven)) {
            throw new OperationException("cannot remove key " + key.shortName() + ": it is in use, it belongs to the password of the configuration",
                    "Give the password of another key, or change this one's password: cerb-backup key passwd");
        }
        if (keys.stream().noneMatch(found -> found.id().equals(proven) && found.isUsable())) {
            throw new OperationException("cannot remove key " + key.shortName() + ": the key that was to stay, " + proven.shortName() + ", is gone",
                    "See which there are: cerb-backup key list");
        }
    }
}
