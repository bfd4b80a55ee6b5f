package cerb.backup.chunker;

import java.security.SecureRandom;

/**
 * Polynomials over GF(2) as bits of a long, as far as a repository's config needs them: restic cuts files by Rabin's fingerprint under a random
 * irreducible polynomial of degree 53, and refuses a config whose polynomial is not irreducible (restic design, Backups and Deduplication).
 */
public final class Polynomial {

    private static final int DEGREE = 53;

    private Polynomial() {
    }

    /** Returns a random irreducible polynomial of degree 53 in hexadecimal, for the config of a new repository. */
    public static String random(SecureRandom random) {
        while (true) {
            // Of degree 53, and not divisible by x.
            long candidate = random.nextLong() & (1L << DEGREE) - 1 | 1L << DEGREE | 1;
            if (isIrreducible(candidate)) {
                return Long.toHexString(candidate);
            }
        }
    }

    /** Ben-Or's test: no factor of degree i, because none is shared with x^(2^i) - x, for any i up to half the degree. */
    static boolean isIrreducible(long polynomial) {
        long power = 2;
        for (int i = 1; i <= degree(polynomial) / 2; i++) {
            power = multiply(power, power, polynomial);
            if (greatestCommonDivisor(polynomial, power ^ 2) != 1) {
                return false;
            }
        }
        return true;
    }

    private static int degree(long polynomial) {
        return 63 - Long.numberOfLeadingZeros(polynomial);
    }

    private static long multiply(long a, long b, long modulus) {
        long product = 0;
        for (int bit = degree(b); bit >= 0; bit--) {
            product = remainder(product << 1, modulus);
            product ^= (b >>> bit & 1) == 0 ? 0 : a;
        }
        return remainder(product, modulus);
    }

    private static long remainder(long a, long modulus) {
        long rest = a;
        while (rest != 0 && degree(rest) >= degree(modulus)) {
            rest ^= modulus << degree(rest) - degree(modulus);
        }
        return rest;
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, remainder(a, b));
    }
}
