package cerb.backup.operation.gate;

import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.LockedException;
import cerb.backup.repository.Repository;
import cerb.backup.repository.lock.LockMode;
import cerb.backup.repository.lock.RepositoryLock;
import java.time.Duration;

/** The right to remove from the repository for one unit of work: nobody else is at work on it, in this process or in any other. */
public final class ExclusiveWork implements AutoCloseable {
    /** Time for which it is worth to wait: long enough for a checkpoint, short beside a dump. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Appenders that come meanwhile wait behind this. */
    private static final Duration AT_THE_GATE = Duration.ofSeconds(5);

    private final Gate.Pass pass;
    private final RepositoryLock lock;

    private ExclusiveWork(Gate.Pass pass, RepositoryLock lock) {
        this.pass = pass;
        this.lock = lock;
    }

    /**
     * Waits a few seconds for this process's own work to end, and then at most as long as {@code patience} for others to give way.
     *
     * @throws LockedException if somebody is still at work
     */
    public static ExclusiveWork begin(Repository repository, Gate gate, Duration patience) {
        Gate.Pass pass = enter(gate, patience.compareTo(AT_THE_GATE) < 0 ? patience : AT_THE_GATE);
        try {
            return new ExclusiveWork(pass, repository.locks().acquire(LockMode.EXCLUSIVE, patience));
        } catch (RuntimeException e) {
            pass.close();
            throw e;
        }
    }

    private static Gate.Pass enter(Gate gate, Duration patience) {
        try {
            return gate.remove(patience).orElseThrow(() -> new LockedException(
                    "cannot lock the repository: a backup of this process is under way. Try again when it has ended."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationException("interrupted while waiting for a backup to end", "Try again.", e);
        }
    }

    /** Throws LockedException where the lock was not held throughout: to be called before each removal. */
    public void demandHeld() {
        lock.requireHeld();
    }

    @Override
    public void close() {
        try {
            lock.close();
        } finally {
            pass.close();
        }
    }
}
