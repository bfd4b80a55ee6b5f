package cerb.backup.operation.report;

import java.util.Objects;

/**
 * An operation could not be done. The message says what was tried, on what and why it failed; {@link #remedy()} says
 * what to do next.
 */
public class OperationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /** A failure with its remedy, a sentence. */
    public OperationException(String message, String remedy) {
        this(message, remedy, null);
    }

    /** A failure with its remedy and what caused it. */
    public OperationException(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = Objects.requireNonNull(remedy, "remedy");
    }

    /** What to do next, a sentence; empty where nothing is known. */
    public final String remedy() {
        return remedy;
    }
}
