package cerb.backup.backend;

/** The store will not do it, however often it is asked: access denied, full, or a name taken by other content. */
public sealed class PermanentException extends BackendException permits StoreFullException {
    private static final long serialVersionUID = 1;

    /** Makes one that says what was tried, on what, why it failed, and what to do next. */
    public PermanentException(String message) {
        super(message, null);
    }

    /** Makes one with the failure behind it, which may be null. */
    public PermanentException(String message, Throwable cause) {
        super(message, cause);
    }
}
