package cerb.backup.operation.restore.files.target;

import cerb.backup.backend.local.FileError;
import cerb.backup.operation.report.OperationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One restore per directory: an exclusive lock on a file beside its mark, which is itself replaced meanwhile. A mark stays after a kill, and does not tell
 * whether somebody works on; the kernel gives the lock back when the process ends, however it ends, so a file without a lock is nothing. Thread-safe.
 */
public final class TargetLock implements AutoCloseable {
    /** The file's name. */
    public static final String NAME = RestoreMark.NAME + ".lock";
    private static final Logger LOG = LoggerFactory.getLogger(TargetLock.class);

    /**
     * The files that this process has locked, by their keys. They must not be opened once more: closing any descriptor of a file gives back all locks that
     * the process holds on it (POSIX, fcntl).
     */
    private static final Set<Object> HELD = new HashSet<>();

    private final Path file;
    private final FileChannel channel;
    private final Object key;

    private TargetLock(Path file, FileChannel channel, Object key) {
        this.file = file;
        this.channel = channel;
        this.key = key;
    }

    /** Makes a directory if it does not exist, and locks it; null is nothing to lock, and gives null. Throws where another restore writes there. */
    public static TargetLock take(Path target) {
        if (target == null) {
            return null;
        }
        try {
            Files.createDirectories(target);
            Path file = target.toRealPath().resolve(NAME);
            synchronized (HELD) {
                TargetLock lock = null;
                while (lock == null) {
                    lock = attempt(target, file);
                }
                return lock;
            }
        } catch (IOException e) {
            throw new OperationException("cannot restore to " + target + ": " + FileError.words(e, target), "Name a directory that you may write to.", e);
        }
    }

    /** Throws where a restore writes to a directory at this moment; makes nothing. */
    public static void demandFree(Path target) {
        Path file = target.resolve(NAME);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        synchronized (HELD) {
            try {
                if (HELD.contains(key(file))) {
                    throw busy(target);
                }
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                    if (!lock(channel, file)) {
                        throw busy(target);
                    }
                }
            } catch (NoSuchFileException e) {
                LOG.debug("a restore to {} has just ended", target);
            } catch (IOException e) {
                throw new OperationException("cannot restore to " + target + ": " + FileError.words(e, target), "Name a directory that you may write to.", e);
            }
        }
    }

    /** Null where the file was removed meanwhile, or is another one now: a lock on what no name leads to keeps nobody out. */
    private static TargetLock attempt(Path target, Path file) throws IOException {
        make(file);
        Object key = key(file);
        if (key != null && HELD.contains(key)) {
            throw busy(target);
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
        boolean isHeld = false;
        try {
            if (!lock(channel, file)) {
                throw busy(target);
            }
            isHeld = key != null && key.equals(key(file));
            if (!isHeld) {
                return null;
            }
            HELD.add(key);
            return new TargetLock(file, channel, key);
        } finally {
            if (!isHeld) {
                channel.close();
            }
        }
    }

    private static void make(Path file) throws IOException {
        FileTime modified = Files.getLastModifiedTime(file.getParent());
        try {
            Files.createFile(file, RestoreMark.PRIVATE);
            Files.setLastModifiedTime(file.getParent(), modified);
        } catch (FileAlreadyExistsException e) {
            // opening a pipe would wait for its reader
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileSystemException(file.toString(), null, "is no file, and should be the lock of this directory");
            }
        }
    }

    private static Object key(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static boolean lock(FileChannel channel, Path file) {
        try {
            return channel.tryLock() != null;
        } catch (IOException e) {
            LOG.warn("restoring without a lock on {}, so do not start another restore there: {}", file, FileError.words(e, file));
            return true;
        }
    }

    private static OperationException busy(Path target) {
        return new OperationException("cannot restore to " + target + ": another restore is writing to it", "Wait for its end, or end it, and then restore again, which goes on.");
    }

    /** Gives it back, and removes the file while no other can have it; the directory keeps the time it has. */
    @Override
    public void close() {
        synchronized (HELD) {
            HELD.remove(key);
            try (channel) {
                FileTime modified = Files.getLastModifiedTime(file.getParent());
                Files.deleteIfExists(file);
                Files.setLastModifiedTime(file.getParent(), modified);
            } catch (NoSuchFileException e) {
                LOG.warn("{} has gone before the restore had ended", file.getParent());
            } catch (IOException e) {
                throw new OperationException("cannot remove " + file + ": " + FileError.words(e, file), "Remove it by hand.", e);
            }
        }
    }
}
