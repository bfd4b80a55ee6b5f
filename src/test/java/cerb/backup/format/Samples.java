package cerb.backup.format;

import java.util.Random;

/** Made-up values for tests. */
public final class Samples {

    private Samples() {
    }

    /** Returns the id that {@code seed} gives. */
    public static Id id(long seed) {
        byte[] bytes = new byte[Id.LENGTH];
        new Random(seed).nextBytes(bytes);
        return Id.read(bytes, 0);
    }

    /** Returns {@code length} bytes that {@code seed} gives. */
    public static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
