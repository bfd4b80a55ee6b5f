package cerb.backup.format.document;

import cerb.backup.format.FormatException;
import cerb.backup.format.JsonReader;
import cerb.backup.format.JsonWriter;
import cerb.backup.format.PackedBlob;
import cerb.backup.format.Timestamps;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;

/**
 * One password's way to the master key (restic design, Keys, Encryption and MAC): plain JSON, whose {@code data} only the password opens.
 *
 * <p>Nothing in it is authenticated before the password was tried. Reading checks the form; whoever derives a key must limit the cost.
 *
 * @param created  when
 * @param username who made it, or empty
 * @param hostname where, or empty
 * @param n        cost of scrypt
 * @param r        block size of scrypt
 * @param p        parallelism of scrypt
 * @param salt     {@value #SALT_LENGTH} bytes in base64, so that key files compare by value
 * @param data     the sealed master key in base64
 */
public record KeyFile(Instant created, String username, String hostname, int n, int r, int p, String salt, String data) {

    /** Length of the salt in bytes. */
    public static final int SALT_LENGTH = 64;

    private static final String KEY_DERIVATION = "scrypt";
    private static final int MAXIMUM_DATA = 4096;

    /**
     * Refuses what is no key.
     *
     * @throws FormatException if salt or data are not base64 of a fitting length
     */
    public KeyFile {
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(hostname, "hostname");
        if (decode(salt).length != SALT_LENGTH) {
            throw new FormatException("key: the salt is not of " + SALT_LENGTH + " bytes");
        }
        int length = decode(data).length;
        if (length <= PackedBlob.OVERHEAD || length > MAXIMUM_DATA) {
            throw new FormatException("key: the sealed master key has " + length + " bytes");
        }
    }

    /** Makes a key file of the bytes of {@code salt} and {@code data}. */
    public static KeyFile of(Instant created, String username, String hostname, int n, int r, int p, byte[] salt, byte[] data) {
        Base64.Encoder base64 = Base64.getEncoder();
        return new KeyFile(created, username, hostname, n, r, p, base64.encodeToString(salt), base64.encodeToString(data));
    }

    /** Returns the bytes of the salt. */
    public byte[] saltBytes() {
        return decode(salt);
    }

    /** Returns the bytes of the sealed master key. */
    public byte[] dataBytes() {
        return decode(data);
    }

    /**
     * Reads the file.
     *
     * @throws FormatException if it is no key file, or its key derivation is not scrypt
     */
    public static KeyFile read(byte[] file) {
        JsonReader json = JsonReader.of("key", file);
        Reading reading = new Reading();
        json.beginObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            reading.field(json, field);
        }
        json.end();
        if (!reading.kdf.equals(KEY_DERIVATION)) {
            throw json.malformed("is not derived by scrypt but by " + FormatException.excerpt(reading.kdf));
        }
        return reading.result();
    }

    /** Returns the bytes of the file; their SHA-256 is its name. */
    public byte[] write() {
        JsonWriter json = new JsonWriter(1024);
        json.beginObject().field("created").time(created).field("username").string(username).field("hostname").string(hostname);
        json.field("kdf").string(KEY_DERIVATION).field("N").number(n).field("r").number(r).field("p").number(p);
        json.field("salt").string(salt).field("data").string(data).endObject();
        return json.toBytes();
    }

    /** Shows who made it, not what is in it. */
    @Override
    public String toString() {
        return "key of " + username + "@" + hostname + ", made " + created;
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new FormatException("key: salt or data is not base64", e);
        }
    }

    /** The fields as they come. */
    private static final class Reading {

        private Instant created = Timestamps.ZERO;
        private String username = "";
        private String hostname = "";
        private String kdf = "";
        private long n;
        private long r;
        private long p;
        private String salt = "";
        private String data = "";

        void field(JsonReader json, String field) {
            switch (field) {
                case "created" -> created = json.time();
                case "username" -> username = json.string();
                case "hostname" -> hostname = json.string();
                case "kdf" -> kdf = json.string();
                case "N" -> n = json.number(0, Integer.MAX_VALUE);
                case "r" -> r = json.number(0, Integer.MAX_VALUE);
                case "p" -> p = json.number(0, Integer.MAX_VALUE);
                case "salt" -> salt = json.string();
                case "data" -> data = json.string();
                default -> json.skip();
            }
        }

        KeyFile result() {
            return new KeyFile(created, username, hostname, (int) n, (int) r, (int) p, salt, data);
        }
    }
}
