package cerb.backup.operation.crosscheck.rows;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * A row that refers to an object; two are equal if they refer to the same one in the same way.
 *
 * @param id      its primary key
 * @param engine  {@code storage_extension}; empty for none
 * @param profile {@code storage_profile_id}
 * @param key     {@code storage_key}; empty where nothing is stored
 * @param size    {@code storage_size}
 * @param sha1    {@code storage_sha1hash} in lower case; empty where there is none
 */
public record ObjectRow(long id, String engine, long profile, String key, long size, String sha1) {
    private static final int DIGITS = 40;

    /** What is no hash counts as none. */
    public ObjectRow {
        sha1 = hash(sha1);
    }

    /** Of the columns that all tables whose rows own objects have; NULL, and a column that is not there, count as empty and 0. */
    public static ObjectRow of(Map<String, Object> row) {
        Columns columns = new Columns(row);
        return new ObjectRow(columns.number("id", 0), columns.text("storage_extension"), columns.number("storage_profile_id", 0), columns.text("storage_key"),
                columns.number("storage_size", 0), columns.text("storage_sha1hash"));
    }

    /** A SHA-1 in lower case; empty where the text is none. */
    static String hash(String sha1) {
        return sha1.length() == DIGITS && isHash(sha1) ? sha1.toLowerCase(Locale.ROOT) : "";
    }

    private static boolean isHash(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether it says that nothing is stored: a write in progress, an upload that failed, a record without content. */
    public boolean isEmpty() {
        return key.isEmpty();
    }
}
