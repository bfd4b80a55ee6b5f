package cerb.backup.operation.restore.files.target;

import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Names for what is not whole yet, beside the place that it takes in one step once it is: until then, what was there is left as it was. They name the
 * restore, so that what one that was killed has left can be told from everything else. Thread-safe.
 */
public final class TemporaryNames {
    private static final String PREFIX = ".cerb-backup-";

    private static final Pattern NAME = Pattern.compile(Pattern.quote(PREFIX) + "[0-9a-f]{1,16}-[0-9]{1,19}");

    private final String prefix;
    private final AtomicLong last = new AtomicLong();

    /** Names of one restore; {@code run} is a word that no other has. */
    TemporaryNames(String run) {
        this.prefix = PREFIX + run + "-";
    }

    /** Whether a name is one of any restore. */
    public static boolean isOne(FileName name) {
        return NAME.matcher(name.toString()).matches();
    }

    /** Makes something under a name. */
    @FunctionalInterface
    public interface Making {
        /** Makes it; nothing has that name. */
        void make(Path name) throws IOException;
    }

    /** A new name in the directory of a file. */
    public Path beside(Path file) {
        return file.resolveSibling(prefix + last.incrementAndGet());
    }

    /** Makes something that takes the place of a file, if there is one. */
    public void put(Path file, Making making) throws IOException {
        Path temporary = beside(file);
        try {
            making.make(temporary);
            move(temporary, file);
        } finally {
            // a link to the file that has its place already is not moved, but stays
            Files.deleteIfExists(temporary);
        }
    }

    /** Removes what a killed restore has left under these names: at those paths and beside them, empty for all. */
    void sweep(Path target, List<RelativePath> paths) throws IOException {
        if (paths.isEmpty()) {
            sweep(target, Integer.MAX_VALUE);
        }
        for (RelativePath path : paths) {
            sweep(path.parent().in(target), 1);
            sweep(path.in(target), Integer.MAX_VALUE);
        }
    }

    private void sweep(Path from, int depth) throws IOException {
        Files.walkFileTree(from, Set.of(), depth, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.getFileName().toString().startsWith(prefix)) {
                    Files.deleteIfExists(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
    }

    /** Puts what is whole in its place. Throws where that is a directory with entries. */
    public static void move(Path temporary, Path file) throws IOException {
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            Files.delete(file);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
