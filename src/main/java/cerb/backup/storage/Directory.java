package cerb.backup.storage;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Lists directories in the order of trees: by the names' bytes. Opens no file and follows no link. */
public final class Directory {
    private Directory() {
    }

    /** An entry of a directory and what the file system said about it while the directory was listed. */
    public record Entry(FileName name, Attributes attributes) {
    }

    /**
     * The names in a directory, ascending. Some 60 bytes of heap a name, so that a directory of a million files can be walked by reading
     * attributes one entry after the other.
     *
     * @throws NotDirectoryException if it is something else, such as a link that has taken the directory's place
     * @throws IOException           if it cannot be read to its end
     */
    public static List<FileName> names(Path directory) throws IOException {
        BasicFileAttributes expected = Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!expected.isDirectory()) {
            throw new NotDirectoryException(directory.toString());
        }
        var names = new ArrayList<FileName>();
        // by its own entry ".", which only a directory has: opening a pipe that has taken its place would never end
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory.resolve("."))) {
            refuseAnother(directory, stream, expected);
            for (Path entry : stream) {
                names.add(FileName.of(entry));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(names);
        return names;
    }

    /**
     * The entries of a directory with their attributes, ascending by name; what vanishes meanwhile is left out. Errors as {@link #names}.
     */
    public static List<Entry> list(Path directory) throws IOException {
        var entries = new ArrayList<Entry>();
        for (FileName name : names(directory)) {
            try {
                entries.add(new Entry(name, Attributes.read(name.in(directory))));
            } catch (NoSuchFileException vanished) {
                // gone between listing and reading: as good as never listed
                continue;
            }
        }
        return entries;
    }

    /** Opening follows a link that was put there after the check above, so what was opened must be what was checked. */
    private static void refuseAnother(Path directory, DirectoryStream<Path> stream, BasicFileAttributes expected) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> opened) {
            var found = opened.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
            if (!Objects.equals(found.fileKey(), expected.fileKey())) {
                throw new NotDirectoryException(directory + ": was replaced while it was opened");
            }
        }
    }
}
