package cerb.backup.cerb;

/**
 * Something wrong with a storage directory.
 *
 * @param severity what it means for a backup
 * @param message  what was found, in lower case and without a full stop
 * @param remedy   what to do, as a sentence
 */
public record Finding(Severity severity, String message, String remedy) {
    /** What a finding means for a backup. */
    public enum Severity {
        /** Nothing may be backed up: this is not the directory. */
        WRONG_DIRECTORY,
        /** The backup is made and marked incomplete. */
        INCOMPLETE,
        /** A restored helpdesk needs something that this backup may not have. */
        NOTE
    }
}
