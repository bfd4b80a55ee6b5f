package cerb.backup.demo.comparison;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * All bytes below a directory: per path its type and permissions, and of a file its size, time of change and a digest.
 *
 * @param entries by path relative to the directory
 */
public record DirectoryContents(Map<String, Entry> entries) {
    private static final int BUFFER = 1 << 16;

    /**
     * A file, link or directory.
     *
     * @param type        such as {@code file}
     * @param permissions such as {@code rw-r-----}
     * @param size        in bytes, of a file
     * @param changedAt   nanoseconds since 1970, of a file
     * @param digest      of the bytes of a file, or where a link leads
     */
    public record Entry(String type, String permissions, long size, long changedAt, String digest) {
    }

    /** Copies the map. */
    public DirectoryContents {
        entries = Map.copyOf(entries);
    }

    /** Reads a directory, of which only the paths that {@code kept} accepts count; links are not followed. */
    public static DirectoryContents read(Path directory, Predicate<String> kept) throws IOException {
        var entries = new TreeMap<String, Entry>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                return put(path);
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                return put(path);
            }

            private FileVisitResult put(Path path) throws IOException {
                var name = directory.relativize(path).toString();
                if (!name.isEmpty() && kept.test(name)) {
                    entries.put(name, entry(path));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new DirectoryContents(entries);
    }

    /** Number of files. */
    public long files() {
        return entries.values().stream().filter(entry -> entry.type().equals("file")).count();
    }

    /** Bytes of all files. */
    public long bytes() {
        return entries.values().stream().mapToLong(Entry::size).sum();
    }

    /** Says how another directory differs from this one, a line an entry; nothing if it does not. */
    public List<String> differences(DirectoryContents other) {
        var differences = new ArrayList<String>();
        var names = new TreeSet<>(entries.keySet());
        names.addAll(other.entries.keySet());
        for (var name : names) {
            var ours = entries.get(name);
            var theirs = other.entries.get(name);
            if (ours == null || theirs == null) {
                differences.add(name + (ours == null ? " is new" : " is missing"));
            } else if (!ours.equals(theirs)) {
                differences.add(name + ": " + ours + " became " + theirs);
            }
        }
        return differences;
    }

    private static Entry entry(Path path) throws IOException {
        var attributes = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        var permissions = PosixFilePermissions.toString(attributes.permissions());
        if (attributes.isRegularFile()) {
            return new Entry("file", permissions, attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                    digest(path));
        }
        if (attributes.isSymbolicLink()) {
            return new Entry("link", permissions, 0, 0, Files.readSymbolicLink(path).toString());
        }
        return new Entry(attributes.isDirectory() ? "directory" : "other", permissions, 0, 0, "");
    }

    private static String digest(Path file) throws IOException {
        var digest = Digests.of("SHA-256");
        var buffer = new byte[BUFFER];
        try (var in = Files.newInputStream(file)) {
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return Digests.hex(digest);
    }
}
