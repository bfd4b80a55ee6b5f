package cerb.backup.storage;

/** The source of a backup is missing, unreadable or suddenly (nearly) empty, so that nothing may be committed. */
public final class SourceGoneException extends RuntimeException {
    SourceGoneException(String message, Throwable cause) {
        super(message, cause);
    }
}
