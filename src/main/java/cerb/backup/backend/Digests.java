package cerb.backup.backend;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digests that every Java has. */
public final class Digests {
    /** Bytes of a SHA-1. */
    public static final int SHA1_BYTES = 20;

    private Digests() {}

    /** A new digest, such as {@code SHA-256}. */
    public static MessageDigest of(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + algorithm + ", which every Java must have", e);
        }
    }
}
