package cerb.backup.mysql;

/** A server is not one for what is to be restored to it, or copied from it: that says nothing of the dump. Nothing has been changed. */
public final class UnfitServerException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    /** {@code remedy} is one sentence for the administrator. */
    public UnfitServerException(String message, String remedy) {
        super(message, remedy);
    }
}
