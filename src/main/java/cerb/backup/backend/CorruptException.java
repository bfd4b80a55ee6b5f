package cerb.backup.backend;

/** What was read is not what was saved: cut short, or changed. */
public final class CorruptException extends BackendException {
    private static final long serialVersionUID = 1;

    /** Makes one that says what is damaged, and how that shows. */
    public CorruptException(String message) {
        super(message, null);
    }

    /** Makes one with the failure behind it, which may be null. */
    public CorruptException(String message, Throwable cause) {
        super(message, cause);
    }
}
