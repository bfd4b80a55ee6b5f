package cerb.backup.crypto;

/** Thrown when a password or another secret cannot be had from where it should be. The message tells the file and what to do, never the secret. */
public final class PasswordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes one with a message in lower case. */
    public PasswordException(String message) {
        super(message);
    }

    /** As the other, with the {@code cause} kept. */
    public PasswordException(String message, Throwable cause) {
        super(message, cause);
    }
}
