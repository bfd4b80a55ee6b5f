package cerb.backup.operation.gate;

import cerb.backup.repository.lock.RepositoryLock;

/**
 * What a unit of work holds: a pass of the gate and, taken after it, a lock of the repository.
 *
 * @param pass given back last
 * @param lock keeps others off
 */
record Held(Gate.Pass pass, RepositoryLock lock) implements AutoCloseable {
    /** Throws LockedException where the lock was not held throughout. */
    void demand() {
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
