package cerb.backup.operation.gate;

import cerb.backup.backend.PermanentException;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.repository.Repository;
import cerb.backup.repository.lock.LockMode;
import cerb.backup.repository.lock.RepositoryLock;
import java.time.Duration;

/** The lock of whoever only reads a repository: nobody prunes it meanwhile, and nobody is kept from adding to it. */
public final class SharedLock {
    private SharedLock() {}

    /**
     * Acquires it. Whoever may only read the repository cannot lock it either, and reads it all the same; what is then pruned meanwhile seems to be missing.
     *
     * @param patience how long to wait for another program that holds an exclusive lock
     * @param findings gets a note where there is no lock
     * @return the lock; null where none can be written
     * @throws cerb.backup.repository.shared.LockedException if it still holds it then
     */
    public static RepositoryLock acquire(Repository repository, Duration patience, Findings findings) {
        try {
            return repository.locks().acquire(LockMode.SHARED, patience);
        } catch (PermanentException e) {
            findings.add(Finding.note(repository.backend().location(), "cannot be locked, so see that nobody prunes it meanwhile: " + e.getMessage()));
            return null;
        }
    }
}
