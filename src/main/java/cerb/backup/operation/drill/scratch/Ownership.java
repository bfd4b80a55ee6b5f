package cerb.backup.operation.drill.scratch;

import cerb.backup.repository.lock.LockOwner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Tells directories of the user who runs this from those of others. */
final class Ownership {
    private Ownership() {
    }

    /** Whether it is a directory, no link to one, and ours. */
    static boolean isOwnDirectory(Path path) throws IOException {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && isOurs(path);
    }

    private static boolean isOurs(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS) == LockOwner.self().uid();
    }

    /** Refuses a directory of somebody else in which others may write, too: they could name there what a drill is to delete. */
    static void demandKept(Path directory) throws IOException {
        Set<PosixFilePermission> granted = Files.getPosixFilePermissions(directory);
        if (!isOurs(directory) && (granted.contains(PosixFilePermission.GROUP_WRITE) || granted.contains(PosixFilePermission.OTHERS_WRITE))) {
            throw new RefusedException("others may write to its directory " + directory + ", which is not of the user who runs this",
                    "Name a directory in drill.directory that belongs to the user who runs this.");
        }
    }
}
