package cerb.backup.operation.gate;

import cerb.backup.operation.report.OperationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/**
 * One cerb-backup per repository and host: an exclusive lock on the file {@code cerb-backup.lock} in the repository's directory.
 * The kernel gives it back when the process ends, however it ends, so it never goes stale. restic ignores the file.
 */
public final class HostLock implements AutoCloseable {
    /** The file's name, in the repository's directory. */
    public static final String NAME = "cerb-backup.lock";

    /**
     * The files that this process has locked, by their keys. They must not be opened once more: closing any descriptor of a file gives
     * back all locks that the process holds on it (POSIX, fcntl).
     */
    private static final Set<Object> HELD = new HashSet<>();

    private final FileChannel channel;
    private final FileLock lock;
    private final Object key;

    private HostLock(FileChannel channel, FileLock lock, Object key) {
        this.channel = channel;
        this.lock = lock;
        this.key = key;
    }

    /** Takes the lock or throws {@link BusyException} at once. The directory must exist. */
    public static HostLock take(Path repositoryDirectory) {
        Path file = repositoryDirectory.resolve(NAME);
        synchronized (HELD) {
            try {
                if (Files.exists(file) && HELD.contains(key(file))) {
                    throw new BusyException(repositoryDirectory, Long.toString(ProcessHandle.current().pid()));
                }
                return take(repositoryDirectory, file);
            } catch (IOException e) {
                throw new OperationException("cannot lock the repository by " + file + ": " + e.getMessage(),
                        "Make the directory writable for the user that runs cerb-backup.", e);
            }
        }
    }

    private static HostLock take(Path repositoryDirectory, Path file) throws IOException {
        FileChannel channel = FileChannel.open(file,
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        FileLock lock = channel.tryLock();
        if (lock == null) {
            String holder = Files.readString(file, StandardCharsets.US_ASCII).strip();
            channel.close();
            throw new BusyException(repositoryDirectory, holder);
        }
        // always as long, written over what is there: on a full disk too
        channel.write(ByteBuffer.wrap(String.format("%-20d%n", ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)), 0);
        Object key = key(file);
        HELD.add(key);
        return new HostLock(channel, lock, key);
    }

    private static Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** Gives the lock back; the file stays, since removing it could take another process's lock away. */
    @Override
    public void close() {
        synchronized (HELD) {
            release();
        }
    }

    private void release() {
        try {
            HELD.remove(key);
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
