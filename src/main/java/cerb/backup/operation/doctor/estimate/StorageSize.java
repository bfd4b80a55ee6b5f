package cerb.backup.operation.doctor.estimate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The storage directory, walked for a bounded time.
 *
 * @param directories   found
 * @param files         found
 * @param bytes         of the files
 * @param newFiles      of those, changed in the last {@link #RECENT}
 * @param newBytes      theirs
 * @param unreadable    paths that this user cannot read, at most ten
 * @param manyUnread    how many there are
 * @param sample        contents of some files, one after another
 * @param whole         whether the walk came to its end in time; else the numbers are the least
 */
public record StorageSize(long directories, long files, long bytes, long newFiles, long newBytes, List<Path> unreadable, long manyUnread, Sample sample, boolean whole) {
    /** What counts as new. */
    public static final Duration RECENT = Duration.ofDays(7);

    private static final int NAMED = 10;
    private static final int SAMPLE_BYTES = 4 << 20;
    private static final int SAMPLE_OF_A_FILE = 256 << 10;

    /** Bytes that cannot be compared by accident. */
    public static final class Sample {
        private final byte[] bytes;

        Sample(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /**
     * Walks it without following links. What is in {@code tmp} directly below the root is left out, as by the backup.
     *
     * @throws IOException if the root itself cannot be read
     */
    public static StorageSize walk(Path root, Duration limit) throws IOException {
        Path real = root.toRealPath();
        try (var entries = Files.newDirectoryStream(real)) {
            entries.iterator().hasNext();
        }
        Walk walk = new Walk(real, System.nanoTime() + limit.toNanos());
        Files.walkFileTree(real, walk);
        return new StorageSize(walk.directories, walk.files, walk.bytes, walk.newFiles, walk.newBytes, List.copyOf(walk.unreadable), walk.manyUnread, new Sample(walk.sample.toByteArray()), walk.whole);
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path root;
        private final long end;
        private final Instant recent = Instant.now().minus(RECENT);
        private final List<Path> unreadable = new ArrayList<>();
        private final ByteArrayOutputStream sample = new ByteArrayOutputStream();
        private long directories;
        private long files;
        private long bytes;
        private long newFiles;
        private long newBytes;
        private long manyUnread;
        private boolean whole = true;

        private Walk(Path root, long end) {
            this.root = root;
            this.end = end;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (directory.equals(root.resolve("tmp"))) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            directories++;
            whole = System.nanoTime() < end;
            return whole ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!attributes.isRegularFile()) {
                return FileVisitResult.CONTINUE;
            }
            files++;
            bytes += attributes.size();
            if (attributes.lastModifiedTime().toInstant().isAfter(recent)) {
                newFiles++;
                newBytes += attributes.size();
            }
            if (!Files.isReadable(file)) {
                unread(file);
            } else if (sample.size() < SAMPLE_BYTES && (Long.bitCount(files) == 1 || files % 100 == 0)) {
                sample(file);
            }
            return FileVisitResult.CONTINUE;
        }

        private void sample(Path file) throws IOException {
            try (InputStream in = Files.newInputStream(file)) {
                sample.writeBytes(in.readNBytes(SAMPLE_OF_A_FILE));
            } catch (NoSuchFileException e) {
                return; // deleted since it was listed; others take its place in the sample
            }
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException failure) {
            unread(path);
            return FileVisitResult.CONTINUE;
        }

        private void unread(Path path) {
            manyUnread++;
            if (unreadable.size() < NAMED) {
                unreadable.add(path);
            }
        }
    }
}
