package cerb.backup.operation.doctor;

/** How bad it is, best first. */
public enum Level {
    /** As it should be. */
    OK,
    /** Worth knowing. */
    NOTE,
    /** A backup is taken, but something about it, or about a restore, is worse than it need be. */
    WARNING,
    /** No backup can be taken, or one could not be restored. */
    ERROR
}
