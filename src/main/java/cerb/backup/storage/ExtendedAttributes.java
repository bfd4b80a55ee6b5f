package cerb.backup.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file's extended attributes in the {@code user} namespace; the JDK reads no other. Reading them opens the file, so they are read only
 * for entries that changed: a new extended attribute shows in {@link Attributes#changed}.
 */
public final class ExtendedAttributes {
    private static final int MAXIMUM_BYTES = 64 << 10;

    private ExtendedAttributes() {
    }

    /**
     * Reads those of a regular file or directory: full name, such as {@code user.comment}, to value. Empty where the file system has none.
     *
     * @throws IOException if they cannot be read, or one is longer than the kernel's own limit of 64 KiB
     */
    public static Map<String, byte[]> read(Path path) throws IOException {
        var found = new TreeMap<String, byte[]>();
        var view = Files.getFileAttributeView(path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view != null) {
            for (String name : view.list()) {
                found.put("user." + name, value(view, name, path));
            }
        }
        return found;
    }

    private static byte[] value(UserDefinedFileAttributeView view, String name, Path path) throws IOException {
        int size = view.size(name);
        if (size > MAXIMUM_BYTES) {
            throw new IOException("extended attribute user." + name + " of " + path + " has " + size + " bytes, more than 64 KiB");
        }
        var buffer = ByteBuffer.allocate(size);
        view.read(name, buffer);
        return buffer.array();
    }
}
