package cerb.backup.format.tree;

import cerb.backup.format.FormatException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The name of an entry of a directory: raw bytes, as the file system has them, whatever their encoding.
 *
 * <p>Immutable; compared and ordered by its bytes, unsigned, which is the order of a tree.
 */
public final class NodeName implements Comparable<NodeName> {

    /** Longest name that Linux knows (NAME_MAX). */
    private static final int LONGEST = 255;

    private final byte[] raw;

    private NodeName(byte[] raw) {
        this.raw = raw;
    }

    /** Makes a name of a copy of {@code raw}. */
    public static NodeName of(byte[] raw) {
        return new NodeName(raw.clone());
    }

    /** Makes a name of text, encoded as UTF-8. */
    public static NodeName of(String text) {
        return new NodeName(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a name as a tree spells it, and {@link #toString} shows it.
     *
     * @throws FormatException if its escapes are wrong
     */
    public static NodeName unquote(String quoted) {
        return new NodeName(GoQuoting.unquote(quoted));
    }

    /** Returns a copy of the bytes. */
    public byte[] bytes() {
        return raw.clone();
    }

    /** Returns the name as text, without escapes, with U+FFFD for each byte that is no UTF-8: as restic prints it in JSON. It may do anything to a terminal. */
    public String text() {
        return Utf8.decode(raw).replace(Character.MIN_SURROGATE, '\ufffd');
    }

    /** Returns the number of bytes. */
    public int length() {
        return raw.length;
    }

    /**
     * Tells whether this may be the name of a file: neither empty, {@code .} nor {@code ..}, without a slash or a NUL, and of 255 bytes at
     * most. Whoever can write a repository can put other names into it, and a restore that takes them writes outside its target.
     */
    public boolean isSafe() {
        boolean dots = raw.length <= 2 && Arrays.equals(raw, "..".substring(0, raw.length).getBytes(StandardCharsets.US_ASCII));
        return !dots && raw.length <= LONGEST && indexOf('/') < 0 && indexOf(0) < 0;
    }

    private int indexOf(int value) {
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == value) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public int compareTo(NodeName other) {
        return Arrays.compareUnsigned(raw, other.raw);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeName name && Arrays.equals(raw, name.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }

    /** Returns the name as a tree spells it: with Go's escapes for all that is not printable, so it is safe to show. */
    @Override
    public String toString() {
        return GoQuoting.quote(raw);
    }
}
