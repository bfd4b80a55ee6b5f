package cerb.backup.operation.gate;

import cerb.backup.backend.local.FileError;
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
import java.util.Optional;
import java.util.Set;

/**
 * One cerb-backup per repository and host: an exclusive lock on the file {@code cerb-backup.lock} in the repository's directory.
 * The kernel gives it back when the process ends, however it ends, so it never goes stale. restic ignores the file.
 */
public final class HostLock implements AutoCloseable {
    /** The file's name, in the repository's directory. */
    public static final String NAME = "cerb-backup.lock";

    private static final String GONE = "gone";
    private static final int LENGTH = 21;
    private static final int MOST_ATTEMPTS = 20;

    /**
     * The files that this process has locked, by their keys. They must not be opened once more: closing any descriptor of a file gives
     * back all locks that the process holds on it (POSIX, fcntl).
     */
    private static final Set<Object> HELD = new HashSet<>();

    private final FileChannel channel;
    private final FileLock lock;
    private final Object key;
    private final Path toRemove;

    private HostLock(FileChannel channel, FileLock lock, Object key, Path toRemove) {
        this.channel = channel;
        this.lock = lock;
        this.key = key;
        this.toRemove = toRemove;
    }

    /** Takes the lock or throws {@link BusyException} at once. The directory must exist. */
    public static HostLock take(Path repositoryDirectory) {
        return take(repositoryDirectory, false);
    }

    /** The same for a directory that is none of a repository: the file goes with the lock. */
    public static HostLock takeForOnce(Path directory) {
        return take(directory, true);
    }

    private static HostLock take(Path repositoryDirectory, boolean once) {
        Path file = repositoryDirectory.resolve(NAME);
        synchronized (HELD) {
            try {
                if (Files.exists(file) && HELD.contains(key(file))) {
                    throw new BusyException(repositoryDirectory, Long.toString(ProcessHandle.current().pid()));
                }
                for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
                    Optional<HostLock> taken = take(repositoryDirectory, file, once);
                    if (taken.isPresent()) {
                        return taken.get();
                    }
                }
                throw new BusyException(repositoryDirectory, "");
            } catch (IOException e) {
                throw new OperationException("cannot lock " + repositoryDirectory + " by its file " + NAME + ": " + FileError.words(e, file),
                        "Whoever changes something there, or rehearses that by a dry run, must be able to write to it; what reads alone, such as check, ls and restore, need not.", e);
            }
        }
    }

    /** Empty where the file that was opened had been removed by the time it was locked. */
    private static Optional<HostLock> take(Path repositoryDirectory, Path file, boolean once) throws IOException {
        FileChannel channel = FileChannel.open(file,
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        FileLock lock = channel.tryLock();
        if (lock == null) {
            String holder = Files.readString(file, StandardCharsets.US_ASCII).strip();
            channel.close();
            throw new BusyException(repositoryDirectory, holder);
        }
        if (words(channel).equals(GONE)) {
            channel.close();
            return Optional.empty();
        }
        write(channel, Long.toString(ProcessHandle.current().pid()));
        Object key = key(file);
        HELD.add(key);
        return Optional.of(new HostLock(channel, lock, key, once ? file : null));
    }

    /** Through the channel, since closing another one would give the lock back. */
    private static String words(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
    }

    private static void write(FileChannel channel, String words) throws IOException {
        // always as long, written over what is there: on a full disk too
        channel.write(ByteBuffer.wrap(String.format("%-" + (LENGTH - 1) + "s%n", words).getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** Gives the lock back. The file of a repository stays; one that goes says so to who has opened it meanwhile, whose lock would be on no file. */
    @Override
    public void close() {
        synchronized (HELD) {
            release();
        }
    }

    private void release() {
        try (channel) {
            HELD.remove(key);
            if (toRemove != null) {
                Files.deleteIfExists(toRemove);
                write(channel, GONE);
            }
            lock.release();
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
