package cerb.backup.component.store;

import java.io.File;
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
    /** Reads what the operations of a component list: each of them has a class of its own for it. */
    static Entry of(Object listed) {
        if (listed instanceof File file) {
            return new Entry(file.getName(), file.length(), file.isDirectory());
        }
        if (listed instanceof SftpRemoteFile<?> file) {
            return new Entry(file.getFilename(), file.getFileLength(), file.isDirectory());
        }
        if (listed instanceof FTPFile file) {
            return new Entry(file.getName(), file.getSize(), file.isDirectory());
        }
        throw new UnsupportedOperationException("a component that lists " + listed.getClass().getName() + " cannot be a directory store");
    }
}
