package cerb.backup.operation.report;

import java.util.Objects;

/**
 * One thing an operation noticed that a person should know of.
 *
 * @param severity what it means for the result
 * @param subject  what it is about: a path, a table, an object of the repository; never empty
 * @param message  what is wrong, lower case, without a full stop
 * @param remedy   what to do, a sentence, or empty
 */
public record Finding(Severity severity, String subject, String message, String remedy) {
    /** What a finding means for the result. */
    public enum Severity {
        /** Worth knowing; the result is whole. */
        NOTE,
        /** Something asked for is not in the result: it is marked incomplete, exit code 3. */
        INCOMPLETE,
        /** Something stored is damaged or missing. */
        DAMAGE
    }

    public Finding {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(remedy, "remedy");
    }

    /** Something worth knowing, which takes nothing from the result. */
    public static Finding note(String subject, String message) {
        return new Finding(Severity.NOTE, subject, message, "");
    }

    /** Something that is not in the result although it was asked for. */
    public static Finding incomplete(String subject, String message, String remedy) {
        return new Finding(Severity.INCOMPLETE, subject, message, remedy);
    }

    /** Something stored that is damaged or missing. */
    public static Finding damage(String subject, String message, String remedy) {
        return new Finding(Severity.DAMAGE, subject, message, remedy);
    }

    /** Whether the result is marked incomplete because of this. */
    public boolean marksIncomplete() {
        return severity != Severity.NOTE;
    }

    /** One line for a log or a terminal. */
    @Override
    public String toString() {
        return subject + ": " + message + (remedy.isEmpty() ? "" : (message.endsWith(".") ? " " : ". ") + remedy);
    }
}
