package cerb.backup.storage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The name of a directory entry: the bytes the kernel knows it by, whatever the locale says about them.
 *
 * <p>Ordered by unsigned bytes, as trees of the restic format are. Immutable and thread-safe.
 */
public final class FileName implements Comparable<FileName> {
    private final byte[] bytes;

    private FileName(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The name with these bytes, which are copied.
     *
     * @throws IllegalArgumentException if no file can have that name: empty, {@code .}, {@code ..}, with a slash or a NUL
     */
    public static FileName of(byte[] bytes) {
        var name = new FileName(bytes.clone());
        if (bytes.length == 0 || name.holds('/') || name.holds(0) || RawPath.isDots(bytes)) {
            throw new IllegalArgumentException("no file can be named '" + name + "'");
        }
        return name;
    }

    /** The name with the UTF-8 bytes of this text. Errors as {@link #of(byte[])}. */
    public static FileName of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The last name of a path, byte for byte. Errors as {@link #of(byte[])}, as for the root directory, which has no name. */
    public static FileName of(Path path) {
        byte[] raw = RawPath.bytes(path);
        int slash = raw.length - 1;
        while (slash >= 0 && raw[slash] != '/') {
            slash--;
        }
        return of(Arrays.copyOfRange(raw, slash + 1, raw.length));
    }

    /** The path of the entry with this name in a directory. */
    public Path in(Path directory) {
        return RawPath.resolve(directory, bytes);
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    private boolean holds(int wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int compareTo(FileName other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileName name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The name for people: UTF-8 text, with bytes that are none or that are control characters as {@code \xNN}. */
    @Override
    public String toString() {
        return RawPath.printable(bytes);
    }
}
