package cerb.backup.backend.local;

import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;

/** Failures of the file system in words: the message of several of its exceptions is the path alone, and their names are Java's. */
public final class FileError {
    private FileError() {}

    /** The path that the exception names and why it failed, such as {@code /a/b: access denied}; without a path the reason alone. */
    public static String words(Exception e) {
        return e instanceof FileSystemException f && f.getFile() != null ? f.getFile() + ": " + reason(e) : reason(e);
    }

    /** The same for a message that has named a path: that one is not named again. */
    public static String words(Exception e, Path named) {
        return e instanceof FileSystemException f && named.toString().equals(f.getFile()) ? reason(e) : words(e);
    }

    /** Why it failed, such as {@code access denied}, for a message that has named the path. */
    public static String reason(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof AccessDeniedException f) {
            return Objects.requireNonNullElse(f.getReason(), "access denied");
        }
        if (e instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "the directory is not empty";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "something is there already";
        }
        if (e instanceof ClosedByInterruptException) {
            return "the work was interrupted before it was done";
        }
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason();
        }
        return Objects.requireNonNullElse(e.getMessage(), e.toString());
    }
}
