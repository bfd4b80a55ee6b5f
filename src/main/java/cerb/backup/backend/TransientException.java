package cerb.backup.backend;

/** The store could not answer now: trying again later makes sense. */
public final class TransientException extends BackendException {
    private static final long serialVersionUID = 1;

    /** Makes one that says what was tried, on what, and why it failed. */
    public TransientException(String message) {
        super(message, null);
    }

    /** Makes one with the failure behind it, which may be null. */
    public TransientException(String message, Throwable cause) {
        super(message, cause);
    }
}
