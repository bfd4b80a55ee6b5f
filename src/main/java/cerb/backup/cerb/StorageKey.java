package cerb.backup.cerb;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * Where Cerb's disk engine keeps an object below its namespace: {@code c1/c2/id}, with c1 and c2 the first two digits of
 * {@code sha1(namespace + id)} in base 32. Written so in {@code storage_key}; unchanged from 2010 to 11.2.
 *
 * @param text the key, such as {@code 8/q/1}
 */
public record StorageKey(String text) {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-v]/[0-9a-v]/[0-9]+");

    /** Refuses what Cerb's disk engine would not have written. */
    public StorageKey {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("not a storage key of Cerb's disk engine: '" + text + "'");
        }
    }

    /** The key Cerb gives the object of that row. */
    public static StorageKey of(String namespace, long id) {
        byte[] digest = sha1().digest((namespace + id).getBytes(StandardCharsets.US_ASCII));
        String digits = new BigInteger(1, digest).toString(32);
        return new StorageKey(digits.charAt(0) + "/" + digits.charAt(1) + "/" + id);
    }

    /** Whether a text from {@code storage_key} has the shape of such a key. */
    public static boolean isKey(String text) {
        return SHAPE.matcher(text).matches();
    }

    /** The object's path relative to the storage directory. */
    public String path(String namespace) {
        return namespace + "/" + text;
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
