package cerb.backup.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes bytes as damage and malice do: flips, cuts, copies, lies about lengths, and what parsers of JSON, times and escapes choke on. */
final class Mutator {

    private static final String[] POISON = {"{", "}", "[", "]", "\"", "\\", ":", ",", "null", "true", "-1", "1e999", "0.5", "18446744073709551615", "18446744073709551616",
        "9223372036854775807", "4294967295", "2147483648", "99999999999999999999999999999999999999999", "\"\"", "\"\\ud800\"", "\\\\x", "\\\\U00110000", "\\u0000",
        "[[[[[[[[", "{\"a\":{\"a\":", "\u00ff", "\u001b[2J", "\u009b", "9999-12-31T23:59:59Z", "2026-11-23T10:00:00.5+23:59", "0000-01-01T00:00:00+23:59",
        "+1000000000-12-31T23:59:59Z", "..", "/", "\0", "%", "999999999999"};
    private static final int[] LENGTHS = {0, 1, -1, 31, 32, 33, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 24, (1 << 24) + 1, 1 << 29, 1 << 30};

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    /** A changed copy of {@code good}, perhaps with a piece of {@code other}. */
    byte[] change(byte[] good, byte[] other) {
        byte[] bytes = good.clone();
        int changes = 1 + random.nextInt(4);
        for (int change = 0; change < changes && bytes.length > 0; change++) {
            bytes = changed(bytes, other);
        }
        return bytes;
    }

    private byte[] changed(byte[] bytes, byte[] other) {
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(9)) {
            case 0 -> flip(bytes, at);
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> splice(bytes, at, 0, poison());
            case 3 -> splice(bytes, at, 1 + random.nextInt(20), poison());
            case 4 -> splice(bytes, at, 0, piece(bytes, at).repeat(1 + random.nextInt(3)).getBytes(StandardCharsets.ISO_8859_1));
            case 5 -> splice(bytes, at, random.nextInt(40), other.length == 0 ? other : piece(other, random.nextInt(other.length)).getBytes(StandardCharsets.ISO_8859_1));
            case 6 -> length(bytes, at);
            default -> token(bytes);
        };
    }

    private byte[] flip(byte[] bytes, int at) {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    /** Writes a number of 32 bits over what may be one. */
    private byte[] length(byte[] bytes, int at) {
        if (bytes.length - at >= Integer.BYTES) {
            ByteBuffer.wrap(bytes).order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                    .putInt(at, LENGTHS[random.nextInt(LENGTHS.length)]);
        }
        return bytes;
    }

    private byte[] poison() {
        String poison = POISON[random.nextInt(POISON.length)];
        return poison.repeat(random.nextInt(50) == 0 ? 3000 : 1).getBytes(StandardCharsets.ISO_8859_1);
    }

    private String piece(byte[] bytes, int from) {
        return new String(bytes, from, Math.min(bytes.length - from, random.nextInt(200)), StandardCharsets.ISO_8859_1);
    }

    /** Takes a text, number or word of JSON away, doubles it, or puts something else in its place. */
    private byte[] token(byte[] bytes) {
        List<int[]> tokens = tokens(bytes);
        if (tokens.isEmpty()) {
            return bytes;
        }
        int[] token = tokens.get(random.nextInt(tokens.size()));
        int[] source = tokens.get(random.nextInt(tokens.size()));
        return switch (random.nextInt(4)) {
            case 0 -> splice(bytes, token[0], token[1] - token[0], new byte[0]);
            case 1 -> splice(bytes, token[0], 0, Arrays.copyOfRange(bytes, token[0], token[1]));
            case 2 -> splice(bytes, token[0], token[1] - token[0], Arrays.copyOfRange(bytes, source[0], source[1]));
            default -> splice(bytes, token[0], token[1] - token[0], poison());
        };
    }

    private static List<int[]> tokens(byte[] bytes) {
        List<int[]> tokens = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < bytes.length; i++) {
            if ("{}[],:".indexOf(bytes[i]) >= 0) {
                if (i > begin) {
                    tokens.add(new int[] {begin, i});
                }
                begin = i + 1;
            }
        }
        return tokens;
    }

    private static byte[] splice(byte[] bytes, int at, int removed, byte[] added) {
        int end = Math.min(bytes.length, at + removed);
        byte[] result = Arrays.copyOf(bytes, at + added.length + bytes.length - end);
        System.arraycopy(added, 0, result, at, added.length);
        System.arraycopy(bytes, end, result, at + added.length, bytes.length - end);
        return result;
    }
}
