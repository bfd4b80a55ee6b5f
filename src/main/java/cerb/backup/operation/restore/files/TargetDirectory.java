package cerb.backup.operation.restore.files;

import cerb.backup.operation.report.OperationException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The directory that files are restored to. */
public final class TargetDirectory {
    private TargetDirectory() {
    }

    /** Makes the directory if it does not exist, and answers its real path. Throws where it holds something and may not. */
    public static Path prepare(Path target, boolean overwrite) {
        try {
            Files.createDirectories(target);
            Path real = target.toRealPath();
            if (!overwrite && !isEmpty(real)) {
                throw new OperationException("cannot restore to " + target + ": it is not empty", "Name an empty or new directory, or add --overwrite.");
            }
            return real;
        } catch (IOException e) {
            throw new OperationException("cannot restore to " + target + ": " + e, "Name a directory that you may write to.", e);
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            return !entries.iterator().hasNext();
        }
    }

    /** Refuses to begin where the space would not do. */
    public static void demandRoom(Path target, long bytes) {
        try {
            long free = Files.getFileStore(target).getUsableSpace();
            if (bytes > free) {
                throw new OperationException("cannot restore to " + target + ": " + (bytes >> 20) + " MiB are to be restored, and its disk has "
                        + (free >> 20) + " MiB free", "Free space there, or name another directory.");
            }
        } catch (IOException e) {
            throw new OperationException("cannot ask for the free space of " + target + ": " + e, "Name a directory that you may write to.", e);
        }
    }

    /** Makes a directory below the target, or takes over the one that is there; a file or link in its place is removed, never followed. */
    static void make(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                Custody.take(directory);
            } else {
                Files.delete(directory);
                Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        }
    }
}
