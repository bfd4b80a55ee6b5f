package cerb.backup.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * The authenticator Poly1305-AES (D. J. Bernstein, "The Poly1305-AES message-authentication code", 2005): Poly1305 with the one-time key
 * r || AES128_k(nonce). Not thread-safe.
 */
final class Poly1305Aes {

    static final int TAG_LENGTH = Poly1305.TAG_LENGTH;

    private static final int KEY_LENGTH = 16;

    private final Cipher aes;
    private final byte[] oneTimeKey = new byte[2 * KEY_LENGTH];
    private final Poly1305 poly1305 = new Poly1305();

    Poly1305Aes(byte[] k, byte[] r) {
        try {
            aes = Cipher.getInstance("AES/ECB/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(k, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES, which every Java must have", e);
        }
        System.arraycopy(r, 0, oneTimeKey, 0, KEY_LENGTH);
    }

    /** Writes the tag of {@code length} bytes of {@code message} under the 16 bytes of {@code nonce}. */
    void tag(byte[] nonce, int nonceOffset, byte[] message, int offset, int length, byte[] tag, int tagOffset) {
        try {
            aes.doFinal(nonce, nonceOffset, KEY_LENGTH, oneTimeKey, KEY_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES refused a block of 16 bytes", e);
        }
        poly1305.tag(oneTimeKey, message, offset, length, tag, tagOffset);
    }
}
