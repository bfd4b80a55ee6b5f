package cerb.backup.backend.local;

import cerb.backup.backend.FileType;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Temporary files of processes that were killed, ours and restic's: both name them alike, and neither ever looks for them again. */
final class Leftovers {
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{64}|config)-tmp-.+");

    private final Path root;
    private final Disk disk;

    Leftovers(Path root, Disk disk) {
        this.root = root;
        this.disk = disk;
    }

    /** Removes those last written to before a moment, and returns their number. */
    int remove(Instant before) throws IOException {
        int removed = removeFrom(root, before);
        for (FileType type : List.of(FileType.KEY, FileType.INDEX, FileType.SNAPSHOT, FileType.LOCK)) {
            removed += removeFrom(root.resolve(type.directory()), before);
        }
        for (Path directory : list(root.resolve(FileType.DATA.directory()))) {
            removed += removeFrom(directory, before);
        }
        return removed;
    }

    private int removeFrom(Path directory, Instant before) throws IOException {
        int removed = 0;
        for (Path file : list(directory)) {
            if (NAME.matcher(file.getFileName().toString()).matches() && isOlder(file, before)) {
                disk.delete(file);
                removed++;
            }
        }
        return removed;
    }

    private static boolean isOlder(Path file, Instant before) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(before);
        } catch (NoSuchFileException e) {
            return false; // it has its final name by now
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
                stream.forEach(entries::add);
            }
        }
        return entries;
    }
}
