package cerb.backup.operation.gate;

import cerb.backup.operation.report.OperationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * One cerb-backup per repository and host: an exclusive lock on the file {@code cerb-backup.lock} in the repository's directory.
 * The kernel gives it back when the process ends, however it ends, so it never goes stale. restic ignores the file.
 */
public final class HostLock implements AutoCloseable {
    /** The file's name, in the repository's directory. */
    public static final String NAME = "cerb-backup.lock";

    private final FileChannel channel;
    private final FileLock lock;

    private HostLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes the lock or throws {@link BusyException} at once. The directory must exist. */
    public static HostLock take(Path repositoryDirectory) {
        Path file = repositoryDirectory.resolve(NAME);
        try {
            FileChannel channel = FileChannel.open(file,
                    Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            FileLock lock = tryLock(channel);
            if (lock == null) {
                String holder = Files.readString(file, StandardCharsets.US_ASCII).strip();
                channel.close();
                throw new BusyException(repositoryDirectory, holder);
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
            return new HostLock(channel, lock);
        } catch (IOException e) {
            throw new OperationException("cannot lock the repository by " + file + ": " + e.getMessage(),
                    "Make the directory writable for the user that runs cerb-backup.", e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Gives the lock back; the file stays, since removing it could take another process's lock away. */
    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give back the lock of the repository", e);
        }
    }

    /** Another process on this host works on the repository. */
    public static final class BusyException extends OperationException {
        private static final long serialVersionUID = 1L;

        BusyException(Path repository, String holder) {
            super("the repository in " + repository + " is in use by another cerb-backup on this host"
                            + (holder.isEmpty() ? "" : " (process " + holder + ")"),
                    "Ask the running one, or wait until it has ended.");
        }
    }
}
