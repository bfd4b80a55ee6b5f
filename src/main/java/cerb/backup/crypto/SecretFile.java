package cerb.backup.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** A file with a secret in it: only its owner may read it, except where the container's runtime puts secrets and sets their modes. */
final class SecretFile {

    private static final int MAXIMUM_LENGTH = 64 << 10;
    private static final Path CONTAINER_SECRETS = Path.of("/run/secrets");
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private SecretFile() {
    }

    static byte[] read(Path file) {
        try {
            requirePrivate(file);
            return content(file);
        } catch (NoSuchFileException e) {
            throw new PasswordException("the secret file " + file + " does not exist", e);
        } catch (IOException e) {
            throw new PasswordException("the secret file " + file + " is not readable by the user that runs cerb-backup: " + e, e);
        }
    }

    /**
     * Makes the file with all of its content at once, and for its owner alone from its first moment: it is written under another name and gets its own by a hard link, which,
     * unlike a move, takes the place of nothing.
     */
    static void create(Path file, byte[] content) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Path written = directory.resolve(file.getFileName() + "-" + ProcessHandle.current().pid() + "-tmp");
        Set<StandardOpenOption> fresh = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(written, fresh, PosixFilePermissions.asFileAttribute(OWNER))) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
            Files.createLink(file, written);
        } finally {
            Files.deleteIfExists(written);
        }
        try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
            entry.force(true);
        }
    }

    private static byte[] content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAXIMUM_LENGTH + 1);
            if (content.length > MAXIMUM_LENGTH) {
                throw new PasswordException("the secret file " + file + " has more than " + MAXIMUM_LENGTH + " bytes: it is no secret");
            }
            return content;
        }
    }

    private static void requirePrivate(Path file) throws IOException {
        if (file.toAbsolutePath().normalize().startsWith(CONTAINER_SECRETS)) {
            return;
        }
        Set<PosixFilePermission> granted = Files.isRegularFile(file) ? Files.getPosixFilePermissions(file) : Set.of();
        if (granted.stream().anyMatch(OTHERS::contains)) {
            throw new PasswordException("the secret file " + file + " can be read or written by others than its owner, run: chmod 600 " + file);
        }
    }
}
