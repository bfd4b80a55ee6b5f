package cerb.backup.repository.shared;

/** There is no repository where one was looked for (exit code 10). */
public final class NoRepositoryException extends RepositoryException {
    private static final long serialVersionUID = 1;

    /** Makes one that says what was tried, on what, why it failed, and what to do next. */
    public NoRepositoryException(String message) {
        super(message, null);
    }

    /** Makes one with the failure behind it, which may be null. */
    public NoRepositoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
