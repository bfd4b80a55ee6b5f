package cerb.backup.operation.gate;

import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.Repository;
import cerb.backup.repository.lock.LockMode;
import cerb.backup.repository.lock.RepositoryLock;
import java.time.Duration;

/**
 * The right to append to the repository for one unit of work: a pass of the gate, a restic lock held from before the index was
 * refreshed, and that index. May be given back by another thread than the one that took it.
 */
public final class UnitOfWork implements AutoCloseable {
    private final Held held;
    private final IndexedRepository index;

    private UnitOfWork(Held held, IndexedRepository index) {
        this.held = held;
        this.index = index;
    }

    /**
     * Waits for the gate, takes a non-exclusive lock and refreshes the index, in this order: what another program has pruned must not be
     * re-used, nor what the store has lost.
     *
     * @param patience how long to wait for another program that holds an exclusive lock
     * @throws cerb.backup.repository.shared.LockedException if it still holds it then
     */
    public static UnitOfWork append(Repository repository, Gate gate, Duration patience) {
        Gate.Pass pass = enter(gate);
        RepositoryLock lock = null;
        try {
            lock = repository.locks().acquire(LockMode.SHARED, patience);
            IndexedRepository index = repository.index();
            index.refresh();
            index.trust().compareOnce();
            return new UnitOfWork(new Held(pass, lock), index);
        } catch (RuntimeException e) {
            if (lock != null) {
                lock.close();
            }
            pass.close();
            throw e;
        }
    }

    private static Gate.Pass enter(Gate gate) {
        try {
            return gate.append();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationException("interrupted while waiting for a removal to end", "Try again.", e);
        }
    }

    /** The repository's index, refreshed when the lock was taken. */
    public IndexedRepository index() {
        return index;
    }

    /** Throws LockedException where the lock was not held throughout: somebody may have pruned what this unit re-used. */
    public void demandHeld() {
        held.demand();
    }

    @Override
    public void close() {
        held.close();
    }
}
