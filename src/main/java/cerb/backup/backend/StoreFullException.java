package cerb.backup.backend;

/** The store has no room left for a file. Nothing of it was kept. */
public final class StoreFullException extends PermanentException {
    private static final long serialVersionUID = 1;

    private final long free;

    /**
     * Makes one.
     *
     * @param message what was tried, on what, and what to do next
     * @param free bytes that were free when it failed
     */
    public StoreFullException(String message, long free, Throwable cause) {
        super(message, cause);
        this.free = free;
    }

    /** Returns the bytes that were free when it failed. */
    public long free() {
        return free;
    }
}
