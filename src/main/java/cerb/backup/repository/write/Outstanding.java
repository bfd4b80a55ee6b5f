package cerb.backup.repository.write;

import cerb.backup.repository.shared.RepositoryException;

/** Counts the tasks of a write that other threads still do, and keeps the first failure for everybody who waits or goes on. */
final class Outstanding {
    private int tasks;
    private Throwable failure;

    /** Counts a task in. */
    synchronized void begin() {
        tasks++;
    }

    /** Counts a task out. */
    synchronized void end() {
        tasks--;
        notifyAll();
    }

    /** Records a failure; later ones are kept with the first. */
    synchronized void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        } else if (failure != cause) {
            failure.addSuppressed(cause);
        }
    }

    synchronized boolean hasFailed() {
        return failure != null;
    }

    /** Throws the failure, if there is one. */
    synchronized void check() {
        if (failure != null) {
            throw new RepositoryException("write to the repository broke off: " + failure.getMessage(), failure);
        }
    }

    /** Waits without regard to interrupts until no task is left: what threads still use must not be given back. */
    synchronized void awaitNone() {
        boolean isInterrupted = false;
        while (tasks > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
