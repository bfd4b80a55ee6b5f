package cerb.backup.crypto;

/** Thrown when sealed bytes were changed, cut, or sealed with another key. Which of these it is cannot be told. */
public final class EnvelopeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes one with a message in lower case. */
    public EnvelopeException(String message) {
        super(message);
    }
}
