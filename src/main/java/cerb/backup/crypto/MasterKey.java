package cerb.backup.crypto;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The two keys that seal everything: AES-256 for secrecy, Poly1305-AES for authenticity (restic design, Keys, Encryption and MAC).
 *
 * <p>Immutable. Compared by value, in constant time. {@link #toString()} shows nothing of it.
 */
public final class MasterKey {

    /** Bytes that {@link #ofDerived} takes. */
    public static final int DERIVED_LENGTH = 64;

    private static final int ENCRYPT_LENGTH = 32;
    private static final int MAC_LENGTH = 16;
    private static final int MAXIMUM_JSON = 4096;
    private static final byte[] CLAMP = HexFormat.of().parseHex("ffffff0ffcffff0ffcffff0ffcffff0f");

    private final byte[] encrypt;
    private final byte[] k;
    private final byte[] r;

    MasterKey(byte[] encrypt, byte[] k, byte[] r) {
        this.encrypt = requireKey("encrypt", encrypt, ENCRYPT_LENGTH);
        this.k = requireKey("mac k", k, MAC_LENGTH);
        this.r = requireKey("mac r", r, MAC_LENGTH);
        for (int i = 0; i < MAC_LENGTH; i++) {
            this.r[i] &= CLAMP[i];
        }
    }

    private static byte[] requireKey(String name, byte[] key, int length) {
        if (key.length != length || Arrays.equals(key, new byte[length])) {
            throw new EnvelopeException("master key: the part '" + name + "' is not " + length + " bytes, or only zeros");
        }
        return key.clone();
    }

    /** Makes a new key for a new repository. */
    public static MasterKey generate(SecureRandom random) {
        byte[] bytes = new byte[DERIVED_LENGTH];
        random.nextBytes(bytes);
        return ofDerived(bytes);
    }

    /** Makes a key of the 64 bytes that a password gives: encryption key, then k, then r. */
    static MasterKey ofDerived(byte[] bytes) {
        return new MasterKey(Arrays.copyOfRange(bytes, 0, ENCRYPT_LENGTH),
                Arrays.copyOfRange(bytes, ENCRYPT_LENGTH, ENCRYPT_LENGTH + MAC_LENGTH),
                Arrays.copyOfRange(bytes, ENCRYPT_LENGTH + MAC_LENGTH, DERIVED_LENGTH));
    }

    /**
     * Reads a key from the JSON that a key file holds sealed.
     *
     * @throws EnvelopeException if it is none
     */
    public static MasterKey fromJson(byte[] json) {
        if (json.length > MAXIMUM_JSON) {
            throw new EnvelopeException("master key: " + json.length + " bytes of JSON are too many");
        }
        Base64.Decoder base64 = Base64.getDecoder();
        String[] parts = {"", "", ""};
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            readParts(parser, parts);
            return new MasterKey(base64.decode(parts[0]), base64.decode(parts[1]), base64.decode(parts[2]));
        } catch (IOException | IllegalArgumentException e) {
            // The cause may quote the key: it is not kept.
            throw new EnvelopeException("master key: not the JSON of a key");
        }
    }

    private static void readParts(JsonParser parser, String[] parts) throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.VALUE_STRING) {
                switch (parser.getParsingContext().pathAsPointer().toString()) {
                    case "/encrypt" -> parts[0] = parser.getText();
                    case "/mac/k" -> parts[1] = parser.getText();
                    case "/mac/r" -> parts[2] = parser.getText();
                    default -> { }
                }
            }
        }
    }

    /** Returns the JSON that goes, sealed, into a key file. Do not keep it. */
    public byte[] toJson() {
        Base64.Encoder base64 = Base64.getEncoder();
        String json = "{\"mac\":{\"k\":\"" + base64.encodeToString(k) + "\",\"r\":\"" + base64.encodeToString(r)
                + "\"},\"encrypt\":\"" + base64.encodeToString(encrypt) + "\"}";
        return json.getBytes(StandardCharsets.US_ASCII);
    }

    byte[] encrypt() {
        return encrypt.clone();
    }

    byte[] k() {
        return k.clone();
    }

    /** Returns r with the bits cleared that Poly1305 wants clear. */
    byte[] r() {
        return r.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MasterKey key && MessageDigest.isEqual(encrypt, key.encrypt) && MessageDigest.isEqual(k, key.k)
                && MessageDigest.isEqual(r, key.r);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encrypt);
    }

    /** Shows nothing of the key. */
    @Override
    public String toString() {
        return "master key";
    }
}
