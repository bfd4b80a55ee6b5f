package cerb.backup.operation.gate;

import cerb.backup.backend.local.FileError;
import cerb.backup.operation.report.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The directory of the local repository, before there is one in it. */
public final class RepositoryDirectory {
    private RepositoryDirectory() {}

    /** Makes it for its owner alone, with what is missing above it; one that is there stays as it is. Throws OperationException where that is not possible. */
    public static void make(Path directory) {
        try {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new OperationException("cannot make the repository's directory " + directory + ": " + FileError.words(e, directory),
                    "Make it yourself, writable for the user that runs cerb-backup, or correct repository.directory.", e);
        }
    }
}
