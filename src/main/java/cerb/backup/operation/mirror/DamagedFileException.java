package cerb.backup.operation.mirror;

/** A file here is not what its name says, or shorter than it was: no other attempt to read it will do better. */
final class DamagedFileException extends UnsendableFileException {
    private static final long serialVersionUID = 1;

    DamagedFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
