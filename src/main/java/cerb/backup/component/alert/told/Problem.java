package cerb.backup.component.alert.told;

import java.time.Instant;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Something that is wrong now.
 *
 * @param code     a stable name, such as {@code recovery-point-old}; the same for every helpdesk
 * @param subject  which of several, such as the name of a sink; empty where there is but one
 * @param severity what it means
 * @param message  a sentence without names of files, texts of errors, or secrets
 * @param detail   the text of the error behind it, in which names of files and hosts may stand; empty where there is none
 * @param remedy   what to do, a sentence
 * @param since    when it began, as far as that is known
 */
public record Problem(String code, String subject, Severity severity, String message, String detail, String remedy, Instant since) {
    /** What a problem means. */
    public enum Severity {
        /** Somebody should look at it in the daytime. */
        WARNING,
        /** What is lost now could not be restored, or soon could not. */
        CRITICAL
    }

    /** Refuses nulls, and a problem without code or message. */
    public Problem {
        if (code.isBlank() || message.isBlank()) {
            throw new IllegalArgumentException("a problem needs a code and a message");
        }
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(remedy, "remedy");
        Objects.requireNonNull(since, "since");
    }

    /** The same with other words. */
    public Problem with(UnaryOperator<String> words) {
        return new Problem(code, subject, severity, words.apply(message), words.apply(detail), words.apply(remedy), since);
    }

    /** What tells it from others, at most one of which there is at a time. */
    public String key() {
        return subject.isEmpty() ? code : code + " " + subject;
    }
}
