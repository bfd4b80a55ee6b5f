package cerb.backup.operation.gate;

import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.Repository;
import cerb.backup.repository.lock.LockMode;
import cerb.backup.repository.shared.LockedException;
import java.time.Duration;

/** The right to remove from the repository for one unit of work: nobody else is at work on it, in this process or in any other. */
public final class ExclusiveWork implements AutoCloseable {
    /** Time for which it is worth to wait: long enough for a checkpoint, short beside a dump. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);
    /** How long appenders may have to wait behind one attempt; between two attempts they go on. */
    private static final Duration AT_THE_GATE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(3);

    private final Held held;

    private ExclusiveWork(Held held) {
        this.held = held;
    }

    /**
     * Waits for this process's own work and for others to end. It does not hold up backups while it waits, since a dump may take hours.
     *
     * @throws LockedException if after {@code patience} somebody is still at work
     */
    public static ExclusiveWork begin(Repository repository, Gate gate, Duration patience) {
        long began = System.nanoTime();
        try {
            while (true) {
                Duration left = patience.minusNanos(System.nanoTime() - began);
                try {
                    return attempt(repository, gate, left.compareTo(AT_THE_GATE) < 0 ? left : AT_THE_GATE);
                } catch (LockedException e) {
                    if (patience.minusNanos(System.nanoTime() - began).isNegative()) {
                        throw e;
                    }
                }
                Thread.sleep(Math.min(Math.max(0, left.toMillis()), BETWEEN_ATTEMPTS.toMillis()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationException("interrupted while waiting for a backup to end", "Try again.", e);
        }
    }

    private static ExclusiveWork attempt(Repository repository, Gate gate, Duration patience) throws InterruptedException {
        Gate.Pass pass = gate.remove(patience).orElseThrow(() -> new LockedException(
                "cannot lock the repository: a backup of this process is still under way. Nothing was removed: try again when it has ended."));
        try {
            return new ExclusiveWork(new Held(pass, repository.locks().acquire(LockMode.EXCLUSIVE)));
        } catch (RuntimeException e) {
            pass.close();
            throw e;
        }
    }

    /** Throws LockedException where the lock was not held throughout: to be called before each removal. */
    public void demandHeld() {
        held.demand();
    }

    @Override
    public void close() {
        held.close();
    }
}
