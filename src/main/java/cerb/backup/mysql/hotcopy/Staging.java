package cerb.backup.mysql.hotcopy;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.hotcopy.files.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The directory that copies are made in, for one copy at a time. Closed, it is empty again. */
final class Staging implements AutoCloseable {
    private static final String LOCK = "lock";

    private final Path directory;
    private final FileChannel lock;

    private Staging(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Takes the directory and removes what a killed copy has left in it.
     *
     * @param home made if absent, for its owner alone
     * @param name of the directory below it
     */
    static Staging open(Path home, String name) {
        Path directory = home.resolve(name);
        try {
            Files.createDirectories(home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new DatabaseException("another hot copy is using " + directory, "Wait for its end.");
            }
            Staging staging = new Staging(directory, channel);
            staging.empty();
            return staging;
        } catch (IOException | UnsupportedOperationException e) {
            throw failed(directory, e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // by another copy of this process
            return false;
        }
    }

    private void empty() throws IOException {
        for (Path leftover : DataDirectory.list(directory).filter(entry -> !entry.endsWith(LOCK)).toList()) {
            Files.delete(leftover);
        }
    }

    /** Bytes a second that are copied from this file to here, from its begin, and reach the disk: more than a sample does not fit in memory, and waits for the disk. */
    double speed(Path file, long most, FileCopier copier) {
        Path sample = directory.resolve("sample");
        long begin = System.nanoTime();
        long bytes = copier.copy(file, sample, most);
        try {
            try (FileChannel written = FileChannel.open(sample, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            double seconds = Math.max(1, System.nanoTime() - begin) / 1e9;
            Files.delete(sample);
            return bytes / seconds;
        } catch (IOException e) {
            throw failed(sample, e);
        }
    }

    /** Where the copy of a file is. */
    Path copyOf(Path file) {
        return directory.resolve(file.getFileName().toString());
    }

    /** Names of the copies. */
    List<Path> copies() {
        return DataDirectory.list(directory).filter(entry -> !entry.endsWith(LOCK)).sorted().toList();
    }

    static DatabaseException failed(Path place, Exception e) {
        return new DatabaseException("copying to " + place + " failed: " + (e.getMessage() == null ? e : e.getMessage()),
            "Check hotcopy.directory: it must be writable and have room for the schema's files.", e);
    }

    @Override
    public void close() {
        try (lock) {
            empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the copies in " + directory + ": " + e.getMessage(), e);
        }
    }
}
