package cerb.backup.operation.drill.scratch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The directory of one drill, and no second drill beside it. Used by one thread. */
public final class Scratch implements AutoCloseable {
    private static final String LOCK = "cerb-backup-drill.lock";
    /** Directories of drills of this process: closing a second channel on a lock file would give back the first one's lock (fcntl(2)). */
    private static final Set<Path> UNDER_DRILL = ConcurrentHashMap.newKeySet();
    private static final String PREFIX = "drill-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "\\d{8}T\\d{6}Z-\\d{6}");
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
            Ownership.demandKept(directory);
            Path real = directory.toRealPath();
            return new Scratch(real, lock(real), STAMP.format(at) + "-%06d".formatted(ThreadLocalRandom.current().nextInt(1_000_000)));
        } catch (IOException e) {
            throw new RefusedException("its directory " + directory + " cannot be used: " + e, "Name a directory in drill.directory that the user who runs this may write to.", e);
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        if (!UNDER_DRILL.add(directory)) {
            throw busy(directory);
        }
        FileChannel lock = null;
        boolean locked = false;
        try {
            lock = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            locked = lock.tryLock() != null;
            if (!locked) {
                throw busy(directory);
            }
            return lock;
        } finally {
            if (!locked) {
                UNDER_DRILL.remove(directory);
                if (lock != null) {
                    lock.close();
                }
            }
        }
    }

    private static RefusedException busy(Path directory) {
        return new RefusedException("another one is under way in " + directory, "Wait for its end, or name another directory in drill.directory.");
    }

    /** The directories of drills that were cut off: nobody works in them, or this one would not have the lock. What is of another name, or of another user, or holds no marker is none. */
    List<Path> leftovers() throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (Path entry : entries) {
                if (NAME.matcher(entry.getFileName().toString()).matches() && Ownership.isOwnDirectory(entry) && (Files.exists(entry.resolve(Marker.NAME)) || isEmpty(entry))) {
                    found.add(entry);
                }
            }
        }
        return found;
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            return !entries.iterator().hasNext();
        }
    }

    /** The drill's own directory. */
    public Path home() {
        return directory.resolve(PREFIX + stamp);
    }

    /** A name for what a drill makes elsewhere, such as {@code cerb_drill_20261127t101500z_804715}, which MySQL takes as a schema's: 64 characters at most. */
    public String name(String prefix) {
        return prefix.substring(0, Math.min(prefix.length(), 34)) + suffix(home());
    }

    /** How the name of a schema ends that the drill of this directory has made. */
    static String suffix(Path home) {
        return "_" + home.getFileName().toString().toLowerCase(Locale.ROOT).replace('-', '_');
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
        } finally {
            UNDER_DRILL.remove(directory);
        }
    }
}
