package cerb.backup.operation.mirror;

/** A file here cannot be read now, such as a pack that only a sink has which does not answer: a later attempt may do better. */
final class UnreadableFileException extends UnsendableFileException {
    private static final long serialVersionUID = 1;

    UnreadableFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
