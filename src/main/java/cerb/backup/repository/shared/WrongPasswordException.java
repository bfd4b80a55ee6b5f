package cerb.backup.repository.shared;

/** No key of the repository opens with the password given (exit code 12). */
public final class WrongPasswordException extends RepositoryException {
    private static final long serialVersionUID = 1;

    /** Makes one that says what was tried, on what, why it failed, and what to do next. */
    public WrongPasswordException(String message) {
        super(message, null);
    }

    /** Makes one with the failure behind it, which may be null. */
    public WrongPasswordException(String message, Throwable cause) {
        super(message, cause);
    }
}
