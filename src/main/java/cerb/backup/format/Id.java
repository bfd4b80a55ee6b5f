package cerb.backup.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The 256-bit name of a blob, pack, index, snapshot, key or lock: the SHA-256 of its bytes (restic design, Repository Format).
 *
 * <p>Immutable and compared by value; ordered as the 32 bytes are, unsigned.
 *
 * @param first  bytes 0 to 7, big-endian
 * @param second bytes 8 to 15
 * @param third  bytes 16 to 23
 * @param fourth bytes 24 to 31
 */
public record Id(long first, long second, long third, long fourth) implements Comparable<Id> {

    /** Length of an id in bytes. */
    public static final int LENGTH = 32;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /**
     * Reads the 64 lowercase hexadecimal digits that name a file.
     *
     * @throws FormatException if {@code hex} is anything else
     */
    public static Id parse(String hex) {
        if (!isId(hex)) {
            throw new FormatException("not an id of 64 lowercase hexadecimal digits: " + FormatException.excerpt(hex));
        }
        return new Id(digits(hex, 0), digits(hex, 16), digits(hex, 32), digits(hex, 48));
    }

    /** Tells whether {@code text} is an id as {@link #parse} reads it; false for null. */
    public static boolean isId(String text) {
        if (text == null || text.length() != 2 * LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) { // asked for every blob of an index: a stream took a third of the time to load one
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** Reads the 32 bytes at {@code offset}. */
    public static Id read(byte[] bytes, int offset) {
        return new Id((long) LONGS.get(bytes, offset), (long) LONGS.get(bytes, offset + 8),
                (long) LONGS.get(bytes, offset + 16), (long) LONGS.get(bytes, offset + 24));
    }

    /** Returns the SHA-256 of {@code length} bytes at {@code offset}. */
    public static Id hash(byte[] bytes, int offset, int length) {
        MessageDigest digest = newDigest();
        digest.update(bytes, offset, length);
        return read(digest.digest(), 0);
    }

    /** Returns the SHA-256 of all {@code bytes}. */
    public static Id hash(byte[] bytes) {
        return hash(bytes, 0, bytes.length);
    }

    /** Returns the id that a finished SHA-256 {@code digest} gives, and resets the digest; for content that comes in pieces. */
    public static Id of(MessageDigest digest) {
        return read(digest.digest(), 0);
    }

    /** Returns a new SHA-256 digest. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }

    /** Writes the 32 bytes at {@code offset}. */
    public void write(byte[] bytes, int offset) {
        LONGS.set(bytes, offset, first);
        LONGS.set(bytes, offset + 8, second);
        LONGS.set(bytes, offset + 16, third);
        LONGS.set(bytes, offset + 24, fourth);
    }

    /** Returns the first eight hexadecimal digits, as people write it. */
    public String shortName() {
        return HexFormat.of().toHexDigits((int) (first >>> 32));
    }

    @Override
    public int compareTo(Id other) {
        int order = Long.compareUnsigned(first, other.first);
        order = order != 0 ? order : Long.compareUnsigned(second, other.second);
        order = order != 0 ? order : Long.compareUnsigned(third, other.third);
        return order != 0 ? order : Long.compareUnsigned(fourth, other.fourth);
    }

    /** Any 32 bits of a SHA-256 are as good a hash as all of it. */
    @Override
    public int hashCode() {
        return (int) (first >>> 32);
    }

    /** Returns the 64 lowercase hexadecimal digits. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(first) + hex.toHexDigits(second) + hex.toHexDigits(third) + hex.toHexDigits(fourth);
    }

    private static long digits(String hex, int from) {
        return HexFormat.fromHexDigitsToLong(hex, from, from + 16);
    }
}
