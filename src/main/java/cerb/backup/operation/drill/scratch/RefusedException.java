package cerb.backup.operation.drill.scratch;

import cerb.backup.operation.report.OperationException;

/** A drill cannot be held: its targets are live, hold something, have no room, or are not there. It says nothing of the backup. */
public final class RefusedException extends OperationException {
    private static final long serialVersionUID = 1L;

    /** A refusal with its remedy, a sentence. */
    public RefusedException(String message, String remedy) {
        super("the drill is refused: " + message, remedy);
    }

    /** A refusal with what caused it. */
    public RefusedException(String message, String remedy, Throwable cause) {
        super("the drill is refused: " + message, remedy, cause);
    }
}
