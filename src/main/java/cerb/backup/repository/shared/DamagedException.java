package cerb.backup.repository.shared;

/** A file of the repository is missing, or is not what was saved; the message names it. */
public final class DamagedException extends RepositoryException {
    private static final long serialVersionUID = 1;

    /** Makes one that says what was tried, on what, why it failed, and what to do next. */
    public DamagedException(String message) {
        super(message, null);
    }

    /** Makes one with the failure behind it, which may be null. */
    public DamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
