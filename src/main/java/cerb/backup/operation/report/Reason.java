package cerb.backup.operation.report;

import cerb.backup.backend.BackendException;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.repository.shared.RepositoryException;
import cerb.backup.storage.SourceGoneException;
import java.util.Objects;

/**
 * Why something ended without success.
 *
 * @param message what failed and why; it may name files and addresses
 * @param remedy  what to do next, a sentence; empty where nobody knows
 */
public record Reason(String message, String remedy) {
    /** Refuses nulls. */
    public Reason {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(remedy, "remedy");
    }

    /** A reason without a remedy. */
    public static Reason of(String message) {
        return new Reason(message, "");
    }

    /** The words of the first cause that is meant for people, for frameworks wrap it, with its remedy where that does not stand in them; those of the innermost that has any where none is. */
    public static Reason of(Throwable failure) {
        String words = failure.toString();
        for (Throwable each = failure; each != null; each = each.getCause() == each ? null : each.getCause()) {
            if (each instanceof OperationException known) {
                return new Reason(String.valueOf(known.getMessage()), known.remedy());
            }
            if (each instanceof DatabaseException known) {
                return new Reason(String.valueOf(known.getMessage()), known.remedy());
            }
            if (each instanceof SourceGoneException || each instanceof RepositoryException || each instanceof BackendException) {
                return of(String.valueOf(each.getMessage()));
            }
            words = each.getMessage() == null ? words : each.getMessage();
        }
        return of(words);
    }

    /** Both as one text. */
    public String words() {
        return message + (remedy.isEmpty() ? "" : (message.matches("(?s).*[.?!]") ? " " : ". ") + remedy);
    }

    /** The words for a line of the log; routes call this with the exception of their exchange. */
    public static String text(Exception failure) {
        return of(failure).words();
    }
}
