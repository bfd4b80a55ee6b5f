package cerb.backup.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens bytes: {@code IV(16) || AES-256-CTR || Poly1305-AES(16)}, the tag over the ciphertext with the IV as nonce
 * (restic design, Keys, Encryption and MAC).
 *
 * <p>Not thread-safe: one per thread. Buffers belong to the caller, and source and target may be the same array as long as plaintext and
 * ciphertext lie at the same place in it.
 */
public final class Envelope {

    /** Bytes before the ciphertext. */
    public static final int IV_LENGTH = 16;

    /** Bytes that sealing adds. */
    public static final int OVERHEAD = IV_LENGTH + Poly1305Aes.TAG_LENGTH;

    /** The JVM replaces AES-CTR by the processor's own only after some calls; in slices of 8 KiB that comes 30 times as early as in large ones. */
    private static final int SLICE = 8 << 10;

    private final SecretKeySpec key;
    private final Poly1305Aes mac;
    private final SecureRandom random;
    private final Cipher cipher;
    private final byte[] iv = new byte[IV_LENGTH];
    private final byte[] tag = new byte[Poly1305Aes.TAG_LENGTH];

    /** Makes an envelope whose initialisation vectors the platform's generator draws. */
    public Envelope(MasterKey key) {
        this(key, new SecureRandom());
    }

    /** Makes an envelope whose initialisation vectors come from {@code random}. */
    public Envelope(MasterKey key, SecureRandom random) {
        this.key = new SecretKeySpec(key.encrypt(), "AES");
        this.mac = new Poly1305Aes(key.k(), key.r());
        this.random = random;
        try {
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES, which every Java must have", e);
        }
    }

    /**
     * Seals {@code length} bytes of {@code plain}.
     *
     * @param target gets {@code length} + {@value #OVERHEAD} bytes from {@code targetOffset}
     * @return the number of bytes written
     */
    public int seal(byte[] plain, int offset, int length, byte[] target, int targetOffset) {
        random.nextBytes(iv);
        int ciphertext = targetOffset + IV_LENGTH;
        crypt(Cipher.ENCRYPT_MODE, plain, offset, length, target, ciphertext);
        System.arraycopy(iv, 0, target, targetOffset, IV_LENGTH);
        mac.tag(iv, 0, target, ciphertext, length, target, ciphertext + length);
        return length + OVERHEAD;
    }

    /** Returns {@code plain} sealed. */
    public byte[] seal(byte[] plain) {
        byte[] sealed = new byte[Math.addExact(plain.length, OVERHEAD)];
        seal(plain, 0, plain.length, sealed, 0);
        return sealed;
    }

    /**
     * Checks and opens {@code length} sealed bytes.
     *
     * @param target gets {@code length} - {@value #OVERHEAD} bytes from {@code targetOffset}, and nothing if the check fails
     * @return the number of bytes written
     * @throws EnvelopeException if they are not what was sealed with this key
     */
    public int open(byte[] sealed, int offset, int length, byte[] target, int targetOffset) {
        if (length < OVERHEAD) {
            throw new EnvelopeException("ciphertext of " + length + " bytes is too short");
        }
        int plainLength = length - OVERHEAD;
        int ciphertext = offset + IV_LENGTH;
        mac.tag(sealed, offset, sealed, ciphertext, plainLength, tag, 0);
        if (!isTag(sealed, ciphertext + plainLength)) {
            throw new EnvelopeException("ciphertext verification failed: damaged, or sealed with another key");
        }
        System.arraycopy(sealed, offset, iv, 0, IV_LENGTH);
        crypt(Cipher.DECRYPT_MODE, sealed, ciphertext, plainLength, target, targetOffset);
        return plainLength;
    }

    /**
     * Checks and opens {@code sealed}.
     *
     * @throws EnvelopeException if it is not what was sealed with this key
     */
    public byte[] open(byte[] sealed) {
        byte[] plain = new byte[Math.max(0, sealed.length - OVERHEAD)];
        open(sealed, 0, sealed.length, plain, 0);
        return plain;
    }

    /** Compares in constant time. */
    private boolean isTag(byte[] sealed, int offset) {
        byte[] given = new byte[tag.length];
        System.arraycopy(sealed, offset, given, 0, given.length);
        return MessageDigest.isEqual(tag, given);
    }

    private void crypt(int mode, byte[] source, int offset, int length, byte[] target, int targetOffset) {
        try {
            cipher.init(mode, key, new IvParameterSpec(iv));
            for (int done = 0; done < length; done += SLICE) {
                cipher.update(source, offset + done, Math.min(SLICE, length - done), target, targetOffset + done);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-CTR refused " + length + " bytes", e);
        }
    }
}
