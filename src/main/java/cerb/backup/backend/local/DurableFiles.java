package cerb.backup.backend.local;

import cerb.backup.backend.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Writes files so that a power cut leaves either the whole file under its name or nothing (order: see the package's note). */
final class DurableFiles {
    private static final int BUFFER_BYTES = 128 * 1024;
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> GROUP_FILE = PosixFilePermissions.fromString("rw-rw----");
    private static final Set<PosixFilePermission> GROUP_DIRECTORY = PosixFilePermissions.fromString("rwxrwx---");

    /** The C library's words for ENOSPC and EDQUOT, the only ones that Java hands on. */
    private static final Pattern NO_SPACE = Pattern.compile("No space left on device|Disk quota exceeded");

    private final Path root;
    private final Disk disk;

    DurableFiles(Path root, Disk disk) {
        this.root = root;
        this.disk = disk;
    }

    void write(Path file, Content content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + "-tmp-" + UUID.randomUUID());
        try {
            fill(temporary, content);
            disk.move(temporary, file);
            synchronize(file.getParent());
            makeReadOnly(file);
        } catch (RuntimeException e) {
            delete(temporary, e);
            throw e;
        } catch (IOException e) {
            // Asked while the temporary file still takes its part: others may fill up what its removal frees.
            IOException failure = lackOfSpace(file, content.length(), e);
            delete(temporary, failure);
            throw failure;
        }
    }

    /** Makes a file durable that is there already: a crash may have come between its rename and the fsync of its directory. */
    void confirm(Path file) throws IOException {
        synchronize(file);
        synchronize(file.getParent());
    }

    private void fill(Path temporary, Content content) throws IOException {
        try (FileChannel out = create(temporary)) {
            permit(temporary, isShared() ? GROUP_FILE : OWNER_FILE);
            long written = copy(content, temporary, out);
            if (written != content.length() || out.size() != written) {
                throw new IOException("wrote " + out.size() + " bytes instead of " + content.length());
            }
            disk.force(temporary, out);
        }
    }

    private FileChannel create(Path temporary) throws IOException {
        try {
            return disk.create(temporary);
        } catch (NoSuchFileException e) {
            makeDirectory(temporary.getParent());
            return disk.create(temporary);
        }
    }

    private long copy(Content content, Path file, FileChannel out) throws IOException {
        byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER_BYTES, content.length()))];
        long written = 0;
        try (InputStream in = content.open()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    written += disk.write(file, out, bytes);
                }
            }
        }
        return written;
    }

    /** Makes a directory and what is missing above it, each made durable in its parent. */
    private void makeDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        makeDirectory(parent);
        try {
            Files.createDirectory(directory);
            permit(directory, isShared() ? GROUP_DIRECTORY : OWNER_DIRECTORY);
            synchronize(parent);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    /** Whoever made the configuration readable for a group shares the repository with it (restic's rule). */
    private boolean isShared() throws IOException {
        Path config = root.resolve("config");
        return isPosix() && Files.exists(config)
                && Files.getPosixFilePermissions(config).contains(PosixFilePermission.GROUP_READ);
    }

    private void permit(Path path, Set<PosixFilePermission> permissions) throws IOException {
        if (!isPosix()) {
            return;
        }
        try {
            Files.setPosixFilePermissions(path, permissions);
        } catch (FileSystemException e) {
            // FAT, exFAT and many network file systems have no modes of their own: how they were mounted says who may read, whatever is asked here. Java tells
            // this refusal, EPERM or ENOSYS, by the plain class alone; a missing file and a forbidden directory have classes of their own.
            if (e.getClass() != FileSystemException.class) {
                throw e;
            }
        }
    }

    private void makeReadOnly(Path file) throws IOException {
        if (isPosix()) {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            permissions.removeAll(Set.of(PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_WRITE));
            permit(file, permissions);
        }
    }

    private boolean isPosix() {
        return root.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Makes a file or a directory durable. */
    private void synchronize(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            disk.force(path, channel);
        }
    }

    private void delete(Path temporary, Exception failure) {
        try {
            disk.delete(temporary);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Names the failure as lack of space where the file system has less than was to be written, or says so itself, as a quota does. */
    private IOException lackOfSpace(Path file, long wanted, IOException failure) {
        try {
            long usable = Files.getFileStore(nearestExisting(file)).getUsableSpace();
            return usable < wanted || NO_SPACE.matcher(String.valueOf(failure.getMessage())).find() ? new NoSpaceException(wanted, usable, failure) : failure;
        } catch (IOException e) {
            failure.addSuppressed(e);
            return failure;
        }
    }

    private static Path nearestExisting(Path path) {
        return Files.exists(path) ? path : nearestExisting(path.getParent());
    }
}
