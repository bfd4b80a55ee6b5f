package cerb.backup.repository.shared;

/**
 * The repository could not do what was asked: see the subclasses; one that is none of them is a plain failure (exit code 1), such as
 * a write that broke off. Failures of the backend itself come as {@link cerb.backup.backend.BackendException}.
 */
public sealed class RepositoryException extends RuntimeException
        permits NoRepositoryException, LockedException, WrongPasswordException, DamagedException {
    private static final long serialVersionUID = 1;

    /** Makes one that says what was tried, on what, why it failed, and what to do next. */
    public RepositoryException(String message) {
        super(message);
    }

    /** Makes one with the failure behind it, which may be null. */
    public RepositoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
