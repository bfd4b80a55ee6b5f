package cerb.backup.operation.attachment;

import cerb.backup.mysql.load.text.DumpedRow;
import java.time.Instant;

/**
 * A row of the table {@code attachment}.
 *
 * @param id       its key
 * @param name     the original name, which may be any text
 * @param mimeType as the sender or the browser said
 * @param size     bytes that the object has, as the row says
 * @param sha1     hexadecimal; empty for rows that have none
 * @param engine   which storage engine holds the object; empty where there is none
 * @param key      where the engine keeps it
 * @param updated  when the row was last changed
 */
public record Attachment(long id, String name, String mimeType, long size, String sha1, String engine, String key, Instant updated) {
    /** The table. */
    public static final String TABLE = "attachment";

    static Attachment of(DumpedRow row) {
        return new Attachment(row.number("id"), row.text("name"), row.text("mime_type"), row.number("storage_size"), row.text("storage_sha1hash"),
                row.text("storage_extension"), row.text("storage_key"), Instant.ofEpochSecond(row.number("updated")));
    }

    /** Whether another row says that it has the same bytes under the same name, wherever they are. */
    boolean hasContentOf(Attachment other) {
        return id == other.id && name.equals(other.name) && size == other.size && sha1.equals(other.sha1);
    }
}
