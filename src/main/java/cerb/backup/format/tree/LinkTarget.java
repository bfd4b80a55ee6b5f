package cerb.backup.format.tree;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where a symbolic link points: raw bytes, as the file system has them. Immutable and compared by value. */
public final class LinkTarget {

    private final byte[] raw;

    private LinkTarget(byte[] raw) {
        this.raw = raw;
    }

    /** Makes a target of a copy of {@code raw}. */
    public static LinkTarget of(byte[] raw) {
        return new LinkTarget(raw.clone());
    }

    /** Makes a target of text, encoded as UTF-8. */
    public static LinkTarget of(String text) {
        return new LinkTarget(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a copy of the bytes. */
    public byte[] bytes() {
        return raw.clone();
    }

    /** Returns the number of bytes. */
    public int length() {
        return raw.length;
    }

    /** Tells whether the bytes are text; if not, a tree holds them a second time in base64. */
    boolean isText() {
        return Utf8.isValid(raw);
    }

    /** Returns the text, in which a lone surrogate stands for each byte that is none. */
    String text() {
        return Utf8.decode(raw);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinkTarget target && Arrays.equals(raw, target.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }

    /** Returns the target with Go's escapes for all that is not printable. */
    @Override
    public String toString() {
        return GoQuoting.quote(raw);
    }
}
