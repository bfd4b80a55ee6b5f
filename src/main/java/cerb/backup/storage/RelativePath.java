package cerb.backup.storage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A place below the storage root: names joined by slashes, as bytes; the root itself is the empty path.
 *
 * <p>Ordered so that a directory is directly followed by all that lies below it. Immutable and thread-safe.
 */
public final class RelativePath implements Comparable<RelativePath> {
    /** The storage root. */
    public static final RelativePath ROOT = new RelativePath(new byte[0]);

    private final byte[] bytes;

    private RelativePath(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The path with these names, such as {@code attachments/8/q/1}, as UTF-8; the empty text is the root.
     *
     * @throws IllegalArgumentException if it is absolute or holds an empty name, {@code .}, {@code ..} or a NUL
     */
    public static RelativePath of(String text) {
        RelativePath path = ROOT;
        if (!text.isEmpty()) {
            for (String name : text.split("/", -1)) {
                path = path.child(FileName.of(name));
            }
        }
        return path;
    }

    /** The entry of this directory with that name. */
    public RelativePath child(FileName name) {
        byte[] tail = name.bytes();
        int at = bytes.length == 0 ? 0 : bytes.length + 1;
        byte[] joined = Arrays.copyOf(bytes, at + tail.length);
        if (at > 0) {
            joined[at - 1] = '/';
        }
        System.arraycopy(tail, 0, joined, at, tail.length);
        return new RelativePath(joined);
    }

    /** Whether this is the storage root. */
    public boolean isRoot() {
        return bytes.length == 0;
    }

    /** The directory this entry is in; of the root, the root. */
    public RelativePath parent() {
        return new RelativePath(Arrays.copyOf(bytes, Math.max(0, lastSlash())));
    }

    /**
     * The last name.
     *
     * @throws IllegalArgumentException for the root, which has none
     */
    public FileName name() {
        return FileName.of(Arrays.copyOfRange(bytes, lastSlash() + 1, bytes.length));
    }

    /** Whether this is that place or lies below it. */
    public boolean startsWith(RelativePath other) {
        int length = other.bytes.length;
        return length == 0 || bytes.length >= length
                && Arrays.equals(bytes, 0, length, other.bytes, 0, length)
                && (bytes.length == length || bytes[length] == '/');
    }

    /** The place in the file system, below that root. */
    public Path in(Path root) {
        return RawPath.resolve(root, bytes);
    }

    /** A copy of the bytes, names separated by slashes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The bytes as characters of the same value, which is what {@link Exclusions} match. */
    String latin1() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private int lastSlash() {
        int slash = bytes.length - 1;
        while (slash >= 0 && bytes[slash] != '/') {
            slash--;
        }
        return slash;
    }

    @Override
    public int compareTo(RelativePath other) {
        int at = Arrays.mismatch(bytes, other.bytes);
        if (at < 0 || at == bytes.length || at == other.bytes.length) {
            return bytes.length - other.bytes.length;
        }
        return rank(bytes[at]) - rank(other.bytes[at]);
    }

    /** The slash ranks before every byte of a name, so that what lies below a directory comes before its neighbours. */
    private static int rank(byte b) {
        return b == '/' ? 0 : b & 0xff;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RelativePath path && Arrays.equals(bytes, path.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The path for people, as {@link FileName#toString}; the root is {@code .}. */
    @Override
    public String toString() {
        return isRoot() ? "." : RawPath.printable(bytes);
    }
}
