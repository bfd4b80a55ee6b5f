package cerb.backup.operation.drill.scratch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The directory of one drill, and no second drill beside it. Used by one thread. */
public final class Scratch implements AutoCloseable {
    private static final String LOCK = "cerb-backup-drill.lock";
    private static final String PREFIX = "drill-";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final FileAttribute<?> PRIVATE = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path directory;
    private final FileChannel lock;
    private final String stamp;
    private Marker marker = new Marker(null, null, false, null);

    private Scratch(Path directory, FileChannel lock, String stamp) {
        this.directory = directory;
        this.lock = lock;
        this.stamp = stamp;
    }

    /**
     * Takes the right to hold a drill; makes nothing in the directory yet but the directory itself.
     *
     * @param directory that of all drills
     * @param at        when the drill began
     * @throws RefusedException if another drill is under way, or the directory cannot be used
     */
    public static Scratch take(Path directory, Instant at) {
        try {
            Files.createDirectories(directory, PRIVATE);
            FileChannel lock = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(lock)) {
                lock.close();
                throw new RefusedException("another one is under way in " + directory, "Wait for its end, or name another directory in drill.directory.");
            }
            return new Scratch(directory.toRealPath(), lock, STAMP.format(at));
        } catch (IOException e) {
            throw new RefusedException("its directory " + directory + " cannot be used: " + e, "Name a directory in drill.directory that the user who runs this may write to.", e);
        }
    }

    private static boolean isLocked(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** The directories of drills that were cut off: nobody works in them, or this one would not have the lock. */
    List<Path> leftovers() throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, PREFIX + "*")) {
            entries.forEach(found::add);
        }
        return found;
    }

    /** The drill's own directory. */
    public Path home() {
        return directory.resolve(PREFIX + stamp);
    }

    /** A name for what a drill makes elsewhere, such as {@code cerb_drill_20261127t101500z}, which MySQL takes as a schema's. */
    public String name(String prefix) {
        return prefix.substring(0, Math.min(prefix.length(), 40)) + "_drill_" + stamp.toLowerCase(Locale.ROOT);
    }

    /** Makes the directory, and writes down what will be made elsewhere, before it is. */
    public void begin(Marker made) {
        try {
            Files.createDirectory(home(), PRIVATE);
            made.write(home());
            marker = made;
        } catch (IOException e) {
            throw new RefusedException("its directory " + home() + " cannot be made: " + e, "Name a directory in drill.directory that the user who runs this may write to.", e);
        }
    }

    /** Where the files go. */
    public Path storage() {
        return marker.storage() == null ? home().resolve("storage") : Path.of(marker.storage());
    }

    /**
     * Deletes what was restored.
     *
     * @param all whether the marker goes, too; else the next drill finds by it what could not be removed
     * @throws IOException if something stays; the next drill tries again
     */
    public void clear(boolean all) throws IOException {
        if (all) {
            Leftovers.deleteFiles(home(), marker);
        } else {
            Trees.delete(storage(), null);
        }
    }

    /** Lets others. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give back the lock in " + directory, e);
        }
    }
}
