package cerb.backup.demo.comparison;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 and SHA-1, which every Java has. */
final class Digests {
    private Digests() {
    }

    static MessageDigest of(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has " + algorithm, e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Adds the digests of the members of a collection whose order does not matter, but whose repetitions do. */
    static final class Sum {
        private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

        private BigInteger value = BigInteger.ZERO;

        void add(byte[] digest) {
            value = value.add(new BigInteger(1, digest)).mod(MODULUS);
        }

        @Override
        public String toString() {
            return value.toString(16);
        }
    }
}
