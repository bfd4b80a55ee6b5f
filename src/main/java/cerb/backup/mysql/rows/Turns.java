package cerb.backup.mysql.rows;

import cerb.backup.mysql.DatabaseException;

/** Lets the parts of tables that can only be read from begin to end have their turn, one after the other, on one session. Thread-safe. */
final class Turns {
    private long handedOut;
    private long done;
    private String failure;

    synchronized long handOut() {
        return handedOut++;
    }

    /** True if every part handed out has been read. */
    synchronized boolean isIdle() {
        return handedOut == done;
    }

    synchronized void await(long turn) {
        try {
            while (failure == null && done < turn) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("reading the dump was interrupted", "Start the dump again.", e);
        }
        if (failure != null || done > turn) {
            throw new DatabaseException(failure != null ? failure
                    : "this part of a table without a key was read already, and cannot be read again", "Start the dump again.");
        }
    }

    synchronized void finished() {
        done++;
        notifyAll();
    }

    /** The rows in between are lost; nobody after gets a turn. */
    synchronized void fail(String reason) {
        failure = reason;
        notifyAll();
    }
}
