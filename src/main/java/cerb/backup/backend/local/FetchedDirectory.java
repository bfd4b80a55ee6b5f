package cerb.backup.backend.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of files without directories in it, locked as long as its process lives. What a killed process has left, which may be a gigabyte, goes with the next one that is
 * made in the same place: the kernel has given its lock back. Thread-safe.
 */
final class FetchedDirectory implements AutoCloseable {
    /** How the names of those begin that are looked for when another one is made. */
    static final String PREFIX = "cerb-backup-fetched-";
    private static final String LOCK = "lock";
    private static final Logger LOG = LoggerFactory.getLogger(FetchedDirectory.class);

    /** Those of this process. Their locks must not be opened once more: closing any descriptor of a file gives back all locks that the process holds on it (POSIX, fcntl). */
    private static final Set<Path> OWN = new HashSet<>();

    private final Path directory;
    private final FileChannel lock;

    private FetchedDirectory(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** Makes one, for its owner alone, if it does not exist. */
    static FetchedDirectory make(Path directory) throws IOException {
        synchronized (OWN) {
            FetchedDirectory made = null;
            while (made == null) {
                made = attempt(directory);
            }
            if (OWN.add(directory) && directory.getFileName().toString().startsWith(PREFIX)) {
                removeLeft(directory.getParent(), Files.getAttribute(directory, "unix:uid"));
            }
            return made;
        }
    }

    /** Null where another process had the lock first, and has taken the directory for one that was left. */
    private static FetchedDirectory attempt(Path directory) throws IOException {
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel lock = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (isLocked(lock, true) && Files.exists(directory.resolve(LOCK))) {
            return new FetchedDirectory(directory, lock);
        }
        lock.close();
        return null;
    }

    /** Whether this process has the lock now; {@code otherwise} where that cannot be known, as on a file system without locks: there it is made, but none is removed. */
    private static boolean isLocked(FileChannel lock, boolean otherwise) {
        try {
            return lock.tryLock() != null;
        } catch (IOException | OverlappingFileLockException e) {
            LOG.debug("what is fetched lies in a directory that cannot be locked", e);
            return otherwise;
        }
    }

    private static void removeLeft(Path parent, Object owner) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path entry : entries) {
                // not through a link that somebody else has put there
                if (!OWN.contains(entry) && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) && Files.getAttribute(entry, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(owner)) {
                    removeIfLeft(entry);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("cannot remove what an earlier process has left in {}, will try again: {}", parent, e.toString());
        }
    }

    /** One without a lock is just being made. */
    private static void removeIfLeft(Path entry) throws IOException {
        if (!Files.exists(entry.resolve(LOCK))) {
            return;
        }
        try (FileChannel lock = FileChannel.open(entry.resolve(LOCK), StandardOpenOption.WRITE)) {
            if (isLocked(lock, false)) {
                delete(entry);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }

    /** Deletes it with everything in it. */
    @Override
    public void close() throws IOException {
        synchronized (OWN) {
            OWN.remove(directory);
            try (lock) {
                if (Files.isDirectory(directory)) {
                    delete(directory);
                }
            }
        }
    }
}
