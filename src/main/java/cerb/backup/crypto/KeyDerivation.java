package cerb.backup.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * Turns a password into a key by scrypt (RFC 7914; restic design, Keys, Encryption and MAC).
 *
 * <p>The numbers stand in key files that nothing authenticates before they are used, so their cost is limited.
 *
 * @param n cost, a power of two
 * @param r block size
 * @param p parallelism
 */
public record KeyDerivation(int n, int r, int p) {

    /** What new keys get: 32 MiB and about a tenth of a second. */
    public static final KeyDerivation STANDARD = new KeyDerivation(32768, 8, 1);

    /** Memory that is spent unless told otherwise, in bytes. */
    public static final long MAXIMUM_MEMORY = 256L << 20;

    /** Times that the memory limit may be gone through: with the standard limit about ten seconds. Restic's own keys stay below two. */
    private static final long MAXIMUM_PASSES = 16;

    /**
     * Refuses what scrypt does not take.
     *
     * @throws EnvelopeException if the numbers are out of range
     */
    public KeyDerivation {
        boolean powerOfTwo = n > 1 && Integer.bitCount(n) == 1;
        if (!powerOfTwo || r < 1 || p < 1 || (long) r * p >= 1 << 30 || n > Integer.MAX_VALUE / 128 / r || r == 1 && n >= 1 << 16) {
            throw new EnvelopeException("scrypt cannot run with N=" + n + " r=" + r + " p=" + p);
        }
    }

    /** Returns the memory that a derivation takes, in bytes. */
    public long memory() {
        return 128L * n * r;
    }

    /**
     * Derives the key that opens a key file's data.
     *
     * @param salt 64 bytes of the key file
     * @throws EnvelopeException if it would cost more than {@link #MAXIMUM_MEMORY}
     */
    public MasterKey derive(Password password, byte[] salt) {
        return derive(password, salt, MAXIMUM_MEMORY);
    }

    /**
     * As the other, with a limit of memory of the caller's choice, in bytes.
     *
     * @throws EnvelopeException if it would cost more
     */
    public MasterKey derive(Password password, byte[] salt, long maximumMemory) {
        demandWithin(maximumMemory);
        byte[] secret = password.bytes();
        byte[] derived = SCrypt.generate(secret, salt, n, r, p, MasterKey.DERIVED_LENGTH);
        Arrays.fill(secret, (byte) 0);
        return MasterKey.ofDerived(derived);
    }

    /**
     * Makes sure that a derivation stays within a limit of memory, in bytes, and of time.
     *
     * @throws EnvelopeException if it would cost more
     */
    public void demandWithin(long maximumMemory) {
        if (memory() > maximumMemory || memory() / 64 * p > maximumMemory / 64 * MAXIMUM_PASSES) {
            throw new EnvelopeException("key asks for " + (memory() >> 20) + " MiB, " + p + " times, to try a password; the limit is "
                    + (maximumMemory >> 20) + " MiB and " + MAXIMUM_PASSES + " times that in all");
        }
    }
}
