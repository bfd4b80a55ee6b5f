package cerb.backup.backend;

/**
 * A backend could not do what was asked. The type says what to make of it; nobody needs to read the message to decide.
 */
public abstract sealed class BackendException extends RuntimeException
        permits NotFoundException, TransientException, PermanentException, CorruptException {
    private static final long serialVersionUID = 1;

    BackendException(String message, Throwable cause) {
        super(message, cause);
    }
}
