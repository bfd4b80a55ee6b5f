package cerb.backup.cli.output;

import cerb.backup.backend.BackendException;
import cerb.backup.backend.local.FileError;
import cerb.backup.configuration.ConfigurationException;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.operation.gate.HostLock;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.shared.LockedException;
import cerb.backup.repository.shared.NoRepositoryException;
import cerb.backup.repository.shared.RepositoryException;
import cerb.backup.repository.shared.WrongPasswordException;
import cerb.backup.storage.SourceGoneException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Objects;

/**
 * A failure in words, and its exit code: the one place where exceptions become both.
 *
 * @param exit    the exit code
 * @param message what was tried, on what, and why it failed; lower case, without a full stop
 * @param remedy  what to do next, a sentence; empty where nobody knows
 */
public record Failure(ExitCode exit, String message, String remedy) {
    private static final String UNKNOWN = "Run it again with --debug to see where it happened, and report that.";

    public Failure {
        Objects.requireNonNull(exit);
        Objects.requireNonNull(message);
        Objects.requireNonNull(remedy);
    }

    /** Puts an exception into words: its own or, where frameworks have wrapped it, those of the first cause that was meant for people. */
    public static Failure of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause() == cause ? null : cause.getCause()) {
            Failure known = known(cause);
            if (known != null) {
                return known;
            }
        }
        return new Failure(ExitCode.FAILED, words(thrown), UNKNOWN);
    }

    /** One paragraph for a terminal. */
    public String paragraph() {
        String end = remedy.isEmpty() ? "" : message.matches("(?s).*[.?!]") ? " " : ". ";
        return Printable.of(message) + end + Printable.of(remedy);
    }

    private static Failure known(Throwable cause) {
        if (cause instanceof FailureException failure) {
            return failure.failure();
        }
        if (cause instanceof InterruptedException || cause instanceof ClosedByInterruptException) {
            return new Failure(ExitCode.INTERRUPTED, "interrupted", "");
        }
        if (cause instanceof ConfigurationException e) {
            return failed(e, e.remedy());
        }
        if (cause instanceof RepositoryException e) {
            return ofRepository(e);
        }
        if (cause instanceof HostLock.BusyException e) {
            return new Failure(ExitCode.LOCKED, words(e), e.remedy());
        }
        if (cause instanceof OperationException e) {
            return failed(e, e.remedy());
        }
        if (cause instanceof DatabaseException e) {
            return failed(e, e.remedy());
        }
        return ofSystem(cause);
    }

    /** Its words say what to do next themselves. */
    private static Failure ofRepository(RepositoryException e) {
        if (e instanceof NoRepositoryException) {
            return new Failure(ExitCode.NO_REPOSITORY, words(e), "");
        }
        if (e instanceof LockedException) {
            return new Failure(ExitCode.LOCKED, words(e), "");
        }
        return new Failure(e instanceof WrongPasswordException ? ExitCode.WRONG_PASSWORD : ExitCode.FAILED, words(e), "");
    }

    private static Failure ofSystem(Throwable cause) {
        if (cause instanceof SourceGoneException) {
            return failed(cause, ""); // its words say what to do next themselves
        }
        if (cause instanceof BackendException) {
            return failed(cause, "");
        }
        if (cause instanceof AccessDeniedException) {
            return failed(cause, "Run it as the user who may do that, or correct the owner and mode.");
        }
        return cause instanceof FileSystemException ? failed(cause, "Check that the path exists, and its owner and mode.") : null;
    }

    private static Failure failed(Throwable cause, String remedy) {
        return new Failure(ExitCode.FAILED, words(cause), remedy);
    }

    private static String words(Throwable thrown) {
        String message = thrown.getMessage();
        if (thrown instanceof FileSystemException e) {
            return FileError.words(e);
        }
        return message == null || message.isBlank() ? plainName(thrown) : message;
    }

    /** {@code null pointer} for a NullPointerException. */
    private static String plainName(Throwable thrown) {
        return thrown.getClass().getSimpleName().replaceAll("Exception$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(java.util.Locale.ROOT);
    }
}
