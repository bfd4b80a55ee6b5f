package cerb.backup.backend;

/** The file is not there: asking again will not bring it. */
public final class NotFoundException extends BackendException {
    private static final long serialVersionUID = 1;

    /** Makes one that says which file, and where. */
    public NotFoundException(String message) {
        super(message, null);
    }

    /** Makes one with the failure behind it, which may be null. */
    public NotFoundException(String message, Throwable cause) {
        super(message, cause);
    }
}
