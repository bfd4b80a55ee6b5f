package cerb.backup.cerb;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table whose rows a catalog lists: the six that refer to stored objects, and the links of attachments to the records that have them.
 *
 * @param table   its name
 * @param key     the column by which its rows are told apart, or the first of them
 * @param columns what is listed of a row, in this order, as far as the version of Cerb has them
 */
public record CatalogTable(String table, String key, List<String> columns) {
    private static final String ID = "id";
    private static final List<String> OBJECT = List.of("storage_size", "storage_sha1hash", "storage_extension", "storage_profile_id", "storage_key");

    /** All that there are in any version. */
    public static final List<CatalogTable> ALL = List.of(
            object("attachment", "name", "mime_type", "updated"),
            object("message", "ticket_id", "created_date"),
            object("context_avatar", "context", "context_id", "content_type", "updated_at"),
            object("resource", "name", "updated_at"),
            object("automation_resource", "name", "mime_type", "updated_at"),
            object("record_changeset", "record_type", "record_id", "record_key", "created_at"),
            new CatalogTable("attachment_link", "attachment_id", List.of("attachment_id", "context", "context_id")));

    private static CatalogTable object(String table, String... columns) {
        return new CatalogTable(table, ID, Stream.of(Stream.of(ID), Stream.of(columns), OBJECT.stream()).flatMap(names -> names).toList());
    }

    /** The one of this name, if it is listed. */
    public static Optional<CatalogTable> of(String table) {
        return ALL.stream().filter(each -> each.table.equals(table)).findFirst();
    }

    /** What a column is called in the catalog. */
    public static String field(String column) {
        return switch (column) {
            case "storage_size" -> "size";
            case "storage_sha1hash" -> "sha1";
            case "storage_extension" -> "engine";
            case "storage_profile_id" -> "profile";
            case "storage_key" -> "key";
            default -> column;
        };
    }
}
