package cerb.backup.component.store;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.commons.net.ftp.FTPFile;

/**
 * One line of a directory's listing.
 *
 * @param name      without the directory
 * @param bytes     size of a file; of no meaning for a directory
 * @param directory whether it is a directory
 */
record Entry(String name, long bytes, boolean directory) {
    /**
     * Reads what the operations of a component list: each of them has a class of its own for it.
     *
     * @return empty for what has gone since it was listed
     * @throws IOException if it cannot be looked at: then nobody knows what is in it
     */
    static Optional<Entry> of(Object listed) throws IOException {
        if (listed instanceof File file) {
            return of(file.toPath());
        }
        if (listed instanceof SftpRemoteFile<?> file) {
            return Optional.of(new Entry(file.getFilename(), file.getFileLength(), file.isDirectory()));
        }
        if (listed instanceof FTPFile file) {
            return Optional.of(new Entry(file.getName(), file.getSize(), file.isDirectory()));
        }
        throw new UnsupportedOperationException("a component that lists " + listed.getClass().getName() + " cannot be a directory store");
    }

    private static Optional<Entry> of(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Entry(file.getFileName().toString(), attributes.size(), attributes.isDirectory()));
        } catch (NoSuchFileException e) {
            if (Files.isSymbolicLink(file)) {
                throw new IOException("the link " + file + " leads to what is not there; it may be on a disk that is not mounted", e);
            }
            return Optional.empty();
        }
    }
}
