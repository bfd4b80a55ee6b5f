package cerb.backup.repository.lock;

import cerb.backup.backend.local.FileError;
import cerb.backup.format.Id;
import cerb.backup.repository.shared.RepositoryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes of the locks that processes of this program hold: one file a lock, named like it, which its process keeps locked in the kernel. After
 * a kill the note stays and its kernel lock does not. The number of a process would not do: one in another container, or on another host that
 * shares the directory, is alive and cannot be seen from here. Without a directory nothing is noted. Safe for use by several threads.
 */
final class LockNotes {
    /** What a note says of the process that wrote it; without a note that is unknown. */
    private enum Holder { ALIVE, DEAD, UNKNOWN }

    private static final Logger LOG = LoggerFactory.getLogger(LockNotes.class);

    /**
     * The notes that this process has locked. They must not be opened once more: closing any descriptor of a file gives back all locks that
     * the process holds on it (POSIX, fcntl).
     */
    private static final Map<Path, FileChannel> HELD = new HashMap<>();

    private final Path directory;

    /** Keeps notes in a directory, which is made when first needed; null for none. */
    LockNotes(Path directory) {
        this.directory = directory;
    }

    /** Notes a lock. Where that fails, as on a full disk, only a lock without a note is left after a kill, known by its age; returns why, for {@link #warn}. */
    Optional<String> add(Id lock) {
        if (directory != null) {
            try {
                Files.createDirectories(directory);
                hold(file(lock).toAbsolutePath(), StandardOpenOption.CREATE_NEW);
            } catch (IOException e) {
                // a note that nobody has locked would be taken for one of a process that is no more
                remove(lock);
                return Optional.of(FileError.words(e, directory));
            }
        }
        return Optional.empty();
    }

    /** Says that a lock that was written is not noted. */
    void warn(Id lock, String reason) {
        LOG.warn("cannot note lock {} in {}, so it would stand in the way for some minutes after a kill: {}", lock.shortName(), directory, reason);
    }

    /** Holds the note of a lock that was left; false where that fails, or where somebody else holds it: then it must not be relied on. */
    boolean addAgain(Id lock) {
        if (directory == null) {
            return true;
        }
        Path file = file(lock).toAbsolutePath();
        synchronized (HELD) {
            if (HELD.containsKey(file)) {
                return false;
            }
            try {
                hold(file, StandardOpenOption.CREATE);
                return true;
            } catch (IOException e) {
                LOG.debug("lock {} is not taken again: {}", lock.shortName(), e.toString());
                leave(lock);
                return false;
            }
        }
    }

    /** What the note says is for people. */
    private static void hold(Path file, StandardOpenOption creating) throws IOException {
        synchronized (HELD) {
            FileChannel channel = FileChannel.open(file, creating, StandardOpenOption.WRITE);
            HELD.put(file, channel);
            if (channel.tryLock() == null) {
                throw new IOException("another process has locked the note");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(("process " + ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
        }
    }

    void remove(Id lock) {
        if (directory != null) {
            try {
                release(file(lock).toAbsolutePath());
            } catch (IOException e) {
                throw failure("remove the note of", lock, e);
            }
        }
    }

    /** The file goes first, so that nobody meets it without its kernel lock. */
    private static void release(Path file) throws IOException {
        synchronized (HELD) {
            try (FileChannel closed = HELD.remove(file)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Leaves the note as that of a process that is no more: nobody holds the lock, but it stays. */
    void leave(Id lock) {
        if (directory != null) {
            synchronized (HELD) {
                try (FileChannel closed = HELD.remove(file(lock).toAbsolutePath())) {
                    return;
                } catch (IOException e) {
                    throw failure("leave the note of", lock, e);
                }
            }
        }
    }

    /** Tells whether the lock was noted by a process that is no more. */
    boolean isOfDeadProcess(Id lock) {
        return directory != null && holder(lock) == Holder.DEAD;
    }

    /** Tells whether the lock was noted by a process that still runs. */
    boolean isOfLivingProcess(Id lock) {
        return directory != null && holder(lock) == Holder.ALIVE;
    }

    private Holder holder(Id lock) {
        Path file = file(lock).toAbsolutePath();
        synchronized (HELD) {
            if (HELD.containsKey(file)) {
                return Holder.ALIVE;
            }
            try (FileChannel note = FileChannel.open(file, StandardOpenOption.READ); FileLock free = note.tryLock(0, Long.MAX_VALUE, true)) {
                return free == null ? Holder.ALIVE : Holder.DEAD;
            } catch (NoSuchFileException e) {
                return Holder.UNKNOWN;
            } catch (IOException e) {
                throw failure("read the note of", lock, e);
            }
        }
    }

    private RepositoryException failure(String what, Id lock, IOException e) {
        return new RepositoryException("cannot " + what + " lock " + lock.shortName() + " in " + directory + ": " + e
                + ". Let the user that runs this program own the directory.", e);
    }

    private Path file(Id lock) {
        return directory.resolve(lock.toString());
    }
}
