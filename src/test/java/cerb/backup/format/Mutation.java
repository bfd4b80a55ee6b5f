package cerb.backup.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Changes bytes as damage and malice do: flips, cuts, copies, and what parsers choke on. */
final class Mutation {

    private static final String[] POISON = {"{", "}", "[", "]", "\"", "\\", ":", ",", "null", "true", "-1", "1e999", "0.5", "18446744073709551616",
        "99999999999999999999999999999999999999999", "\"\"", "\"\\ud800\"", "\\\\x", "\\\\U00110000", "\\u0000", "[[[[[[[[", "{\"a\":{\"a\":", "\u00ff",
        "9999-12-31T23:59:59Z", "2026-11-23T10:00:00.5+23:59", "0000-01-01T00:00:00+23:59", "\0\0\0\0", "\u007f\u00ff\u00ff\u00ff"};

    private Mutation() {
    }

    static byte[] of(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int change = 0; change <= random.nextInt(4) && bytes.length > 0; change++) {
            int at = random.nextInt(bytes.length);
            bytes = switch (random.nextInt(5)) {
                case 0 -> flip(bytes, at, random);
                case 1 -> Arrays.copyOf(bytes, at);
                case 2 -> splice(bytes, at, 0, poison(random));
                case 3 -> splice(bytes, at, Math.min(bytes.length - at, 1 + random.nextInt(20)), poison(random));
                default -> splice(bytes, at, 0, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + random.nextInt(200))));
            };
        }
        return bytes;
    }

    private static byte[] flip(byte[] bytes, int at, Random random) {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private static byte[] poison(Random random) {
        String poison = POISON[random.nextInt(POISON.length)];
        return poison.repeat(random.nextInt(50) == 0 ? 3000 : 1).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] splice(byte[] bytes, int at, int removed, byte[] added) {
        byte[] result = Arrays.copyOf(bytes, bytes.length - removed + added.length);
        System.arraycopy(added, 0, result, at, added.length);
        System.arraycopy(bytes, at + removed, result, at + added.length, bytes.length - at - removed);
        return result;
    }
}
