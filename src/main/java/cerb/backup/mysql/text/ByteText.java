package cerb.backup.mysql.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes with the few ways of appending that a row needs. Not thread-safe. */
final class ByteText {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LONGEST = Integer.MAX_VALUE - 64;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final byte[] HEX_PAIRS = hexPairs();
    private static final byte[] ESCAPES = escapes();

    private byte[] bytes;
    private int length;

    ByteText(int capacity) {
        bytes = new byte[capacity];
    }

    private static byte[] hexPairs() {
        byte[] digits = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
        byte[] pairs = new byte[512];
        for (int i = 0; i < 256; i++) {
            pairs[2 * i] = digits[i >> 4];
            pairs[2 * i + 1] = digits[i & 15];
        }
        return pairs;
    }

    /** What follows the backslash; 0 for a byte that stands for itself. */
    private static byte[] escapes() {
        byte[] escapes = new byte[128];
        escapes[0] = '0';
        escapes['\n'] = 'n';
        escapes['\r'] = 'r';
        escapes[0x1a] = 'Z';
        escapes['\''] = '\'';
        escapes['\\'] = '\\';
        return escapes;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void truncate(int newLength) {
        length = newLength;
    }

    /** Makes room for {@code more} bytes. */
    void reserve(long more) {
        long needed = length + more;
        if (needed > bytes.length) {
            if (needed > LONGEST) {
                throw new RowTooLongException(needed);
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(LONGEST, Math.max(needed, 2L * bytes.length)));
        }
    }

    void append(byte value) {
        reserve(1);
        bytes[length++] = value;
    }

    void append(byte[] values) {
        append(values, 0, values.length);
    }

    /** Appends what another one has from {@code begin} on. */
    void append(ByteText other, int begin) {
        append(other.bytes, begin, other.length - begin);
    }

    void append(byte[] values, int offset, int count) {
        reserve(count);
        System.arraycopy(values, offset, bytes, length, count);
        length += count;
    }

    /** Moves what begins at {@code start} back and puts {@code values} before it. */
    void insert(int start, byte[] values) {
        reserve(values.length);
        System.arraycopy(bytes, start, bytes, start + values.length, length - start);
        System.arraycopy(values, 0, bytes, start, values.length);
        length += values.length;
    }

    void appendHex(byte[] values) {
        reserve(2L * values.length);
        byte[] out = bytes;
        int p = length;
        for (byte value : values) {
            int pair = (value & 0xff) << 1;
            out[p] = HEX_PAIRS[pair];
            out[p + 1] = HEX_PAIRS[pair + 1];
            p += 2;
        }
        length = p;
    }

    /** In quotes and escaped, if it is well-formed UTF-8; else appends nothing and returns false. Eight bytes at a time where none needs a look. */
    boolean appendQuoted(byte[] values) {
        // Twice the length, the quotes, and the bytes by which the last copy of eight may overshoot.
        reserve(2L * values.length + 10);
        int begin = length;
        byte[] out = bytes;
        out[length++] = '\'';
        int i = 0;
        int p = length;
        while (i < values.length) {
            if (i + 8 <= values.length) {
                long eight = (long) LONGS.get(values, i);
                LONGS.set(out, p, eight);
                long special = special(eight);
                int plain = special == 0 ? 8 : Long.numberOfTrailingZeros(special) >>> 3;
                i += plain;
                p += plain;
                if (special == 0) {
                    continue;
                }
            }
            length = p;
            int taken = appendOne(values, i);
            if (taken == 0) {
                length = begin;
                return false;
            }
            i += taken;
            p = length;
        }
        length = p;
        append((byte) '\'');
        return true;
    }

    /** Appends one character, escaped if need be; returns how many bytes it has, 0 if it is malformed. There is room for it. */
    private int appendOne(byte[] values, int i) {
        byte b = values[i];
        if (b >= 0) {
            byte escape = ESCAPES[b];
            if (escape != 0) {
                bytes[length++] = '\\';
            }
            bytes[length++] = escape != 0 ? escape : b;
            return 1;
        }
        int sequence = Utf8.sequenceLength(values, i);
        for (int k = 0; k < sequence; k++) {
            bytes[length++] = values[i + k];
        }
        return sequence;
    }

    /**
     * The high bit of the lowest byte that is above 0x7f, below 0x20, a quote or a backslash is set, and none below it; what is set above it has no meaning
     * ("Bit Twiddling Hacks", S. E. Anderson: hasless, haszero). 0 if there is no such byte.
     */
    private static long special(long eight) {
        long quote = eight ^ 0x2727272727272727L;
        long backslash = eight ^ 0x5c5c5c5c5c5c5c5cL;
        return (eight | (eight - 0x2020202020202020L) | (quote - ONES) | (backslash - ONES)) & HIGHS;
    }
}
