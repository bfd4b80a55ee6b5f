package cerb.backup.mysql.load;

import cerb.backup.mysql.DatabaseException;

/** A load has begun and has not ended well. The target is left as it is, and {@link #remedy()} says what can be made of it. */
public final class LoadException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    private final String remedyOfReason;

    /** {@code remedyOfReason} is empty where the dump is to blame; {@code cause} may be null. */
    public LoadException(String message, String remedy, String remedyOfReason, Throwable cause) {
        super(message, remedy, cause);
        this.remedyOfReason = remedyOfReason;
    }

    /** What to do about the reason, where nothing is made of what is in the target, a sentence; empty: the dump is not as it was, so the backup has to be checked. */
    public String remedyOfReason() {
        return remedyOfReason;
    }
}
