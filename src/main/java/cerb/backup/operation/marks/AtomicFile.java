package cerb.backup.operation.marks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A small file beside the repository that is only ever replaced as a whole, and that nobody but its owner reads. It is not forced to the disk: after a loss of power the one before is as good. */
public final class AtomicFile {
    private AtomicFile() {}

    /** Puts this content into the place of the file, or of none. Whoever reads it meanwhile has one or the other. */
    public static void replace(Path file, byte[] content) throws IOException {
        Path temporary = Files.createTempFile(file.getParent(), file.getFileName().toString(), "-tmp", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.write(temporary, content);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
