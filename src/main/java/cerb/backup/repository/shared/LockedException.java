package cerb.backup.repository.shared;

/** Another program's lock is in the way, or our own was lost (exit code 11). */
public final class LockedException extends RepositoryException {
    private static final long serialVersionUID = 1;

    /** Makes one that says what was tried, on what, why it failed, and what to do next. */
    public LockedException(String message) {
        super(message, null);
    }

    /** Makes one with the failure behind it, which may be null. */
    public LockedException(String message, Throwable cause) {
        super(message, cause);
    }
}
