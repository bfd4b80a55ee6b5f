package cerb.backup.cli.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Where the daemon of a repository listens: in the repository's own directory, which only its owner may enter; restic ignores the file. A Unix socket's name has at most 107
 * bytes, so that of a repository at a longer path is in a directory of the user's own below the temporary directory.
 */
final class SocketPlace {
    private static final String NAME = "cerb-backup.socket";
    private static final int LONGEST = 100;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private SocketPlace() {}

    /** The socket of the repository in this directory; nothing is made. */
    static Path of(Path repositoryDirectory) throws IOException {
        Path directory = Files.exists(repositoryDirectory) ? repositoryDirectory.toRealPath() : repositoryDirectory.toAbsolutePath().normalize();
        Path place = directory.resolve(NAME);
        if (place.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
            return place;
        }
        UUID name = UUID.nameUUIDFromBytes(directory.toString().getBytes(StandardCharsets.UTF_8));
        return Path.of("/tmp", "cerb-backup-" + ThisUser.name(), name + ".socket");
    }

    /** Makes the directory of a socket, for its owner alone. Throws IOException where somebody else could have made it. */
    static void prepare(Path socket) throws IOException {
        Path directory = socket.getParent();
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        }
        if (!isOurs(socket)) {
            throw new IOException(directory + " belongs to somebody else, or is open to others");
        }
    }

    /** Whether nobody but this user (or root) can have put the socket there. */
    static boolean isOurs(Path socket) throws IOException {
        Path directory = socket.getParent();
        if (!directory.startsWith("/tmp/cerb-backup-" + ThisUser.name())) {
            return true;
        }
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS).equals(OWNER_ONLY)
                && Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).getName().equals(ThisUser.name());
    }
}
