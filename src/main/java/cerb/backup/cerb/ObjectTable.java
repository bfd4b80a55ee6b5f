package cerb.backup.cerb;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table whose rows own objects, with the namespace their objects are in.
 *
 * @param namespace directory below the storage directory, and part of the name of the table {@code storage_<namespace>}
 * @param table     the owning rows; all have {@code id storage_extension storage_key storage_size storage_profile_id}
 * @param hasSha1   whether there is {@code storage_sha1hash} too; NULL or empty for old rows
 */
public record ObjectTable(String namespace, String table, boolean hasSha1) {
    /** {@code storage_extension} of objects that are files in the storage directory. */
    public static final String DISK = "devblocks.storage.engine.disk";
    /** {@code storage_extension} of objects that are rows of {@code storage_<namespace>}, and so in the dump. */
    public static final String DATABASE = "devblocks.storage.engine.database";

    /** How many bytes of an object a row of {@code storage_<namespace>} holds; only its last one holds less. */
    public static final int PIECE_BYTES = 65_535;

    /** The six of Cerb 11; older versions lack the last three. */
    public static final List<ObjectTable> ALL = List.of(
            new ObjectTable("attachments", "attachment", true),
            new ObjectTable("message_content", "message", false),
            new ObjectTable("context_avatar", "context_avatar", false),
            new ObjectTable("resources", "resource", false),
            new ObjectTable("automation_resources", "automation_resource", false),
            new ObjectTable("record_changeset", "record_changeset", true));

    /** Those that exist among a schema's tables. */
    public static List<ObjectTable> among(Set<String> tables) {
        return ALL.stream().filter(table -> tables.contains(table.table)).toList();
    }

    /** The one that owns a namespace, if any. */
    public static Optional<ObjectTable> ofNamespace(String namespace) {
        return ALL.stream().filter(table -> table.namespace.equals(namespace)).findFirst();
    }

    /** The names of the six namespaces' directories. */
    public static Stream<String> namespaces() {
        return ALL.stream().map(ObjectTable::namespace);
    }

    /** The namespaces whose rows have SHA-1s. */
    public static Set<String> hashedNamespaces() {
        return ALL.stream().filter(ObjectTable::hasSha1).map(ObjectTable::namespace).collect(Collectors.toUnmodifiableSet());
    }

    /** The query for the keys of the newest objects on disk, a few dozen. */
    public String newestOnDiskQuery() {
        return "SELECT storage_key FROM `%s` WHERE storage_extension = '%s' AND storage_key <> '' ORDER BY id DESC LIMIT 50".formatted(table, DISK);
    }
}
