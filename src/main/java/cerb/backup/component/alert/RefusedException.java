package cerb.backup.component.alert;

/** A receiver has said that it does not want this message, whenever it comes; others it may want. A route throws it for such an answer, and it is tried again only after {@code remind}. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** One with what the receiver said, without a secret. */
    public RefusedException(String message) {
        super(message);
    }
}
