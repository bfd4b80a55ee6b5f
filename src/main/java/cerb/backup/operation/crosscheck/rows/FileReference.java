package cerb.backup.operation.crosscheck.rows;

import cerb.backup.format.Id;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A row of an application that refers to a file of the storage directory.
 *
 * @param row  names it: to people, and in the file of known losses
 * @param path of the file, below the storage directory; empty where nothing is stored
 * @param size of the file in bytes; negative where the row does not say
 * @param sha1 of the file, 40 digits in lower case; empty where the row does not say
 */
public record FileReference(String row, byte[] path, long size, String sha1) {
    /** What is no hash counts as none. */
    public FileReference {
        sha1 = ObjectRow.hash(sha1);
    }

    /** Of the columns {@code id} and {@code path}, and, where they are there and not NULL, {@code size} and {@code sha1}. Throws IllegalArgumentException where one of the first two is lacking. */
    public static FileReference of(Map<String, Object> row) {
        Columns columns = new Columns(row).demand("id").demand("path");
        return new FileReference(columns.text("id"), columns.bytes("path"), columns.number("size", -1), columns.text("sha1"));
    }

    /** The path as text. */
    public String name() {
        return new String(path, StandardCharsets.UTF_8);
    }

    /** 64 bits that tell the path from every other. */
    long pathHash() {
        return hash(path);
    }

    /** 64 bits that tell the row from every other, and from itself where something in it has changed. */
    public long rowHash() {
        return hash((row + '\0' + pathHash() + '\0' + size + '\0' + sha1).getBytes(StandardCharsets.UTF_8));
    }

    static long hash(byte[] bytes) {
        return Id.hash(bytes).first();
    }
}
