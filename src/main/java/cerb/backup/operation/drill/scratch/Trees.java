package cerb.backup.operation.drill.scratch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** Deletes what was restored. Links are deleted, never followed. */
final class Trees {
    private Trees() {
    }

    /** Deletes a directory with everything below it; one that is not there is fine. The file {@code last} goes when all others have gone; it may be null. */
    static void delete(Path directory, Path last) throws IOException {
        if (Files.notExists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            private Path unreadable;

            @Override
            public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) throws IOException {
                open(below);
                return FileVisitResult.CONTINUE;
            }

            /** A directory that its owner may not read is told here, unopened. */
            @Override
            public FileVisitResult visitFileFailed(Path below, IOException failure) throws IOException {
                if (below.equals(unreadable) || !Files.isDirectory(below, LinkOption.NOFOLLOW_LINKS)) {
                    throw failure;
                }
                open(below);
                Path before = unreadable;
                unreadable = below;
                Files.walkFileTree(below, this);
                unreadable = before;
                return FileVisitResult.CONTINUE;
            }

            /** Restored with the mode it had, which may keep its owner out. */
            private void open(Path below) throws IOException {
                Files.getFileAttributeView(below, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS).setPermissions(PosixFilePermissions.fromString("rwx------"));
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.equals(last)) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path below, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                if (below.equals(directory) && last != null) {
                    Files.deleteIfExists(last);
                }
                Files.delete(below);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
