package cerb.backup.operation.attachment;

import cerb.backup.cerb.ObjectTable;
import cerb.backup.cerb.StorageKey;
import cerb.backup.format.tree.Node;
import cerb.backup.mysql.load.text.DumpedRow;
import cerb.backup.operation.attachment.AttachmentVersion.Owner;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.query.rows.DumpedFile;
import cerb.backup.operation.query.rows.DumpedTables;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.StoredSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What one recovery point knows of attachments. For one thread. */
final class AttachmentPoint {
    private static final ObjectTable OBJECTS = ObjectTable.ALL.stream().filter(table -> table.table().equals(Attachment.TABLE)).findFirst().orElseThrow();
    private static final String LINKS = "attachment_link";

    private final BaseSnapshot parts;
    private final StoragePaths paths;
    private final DumpedTables tables;

    private AttachmentPoint(BaseSnapshot parts, StoragePaths paths, DumpedTables tables) {
        this.parts = parts;
        this.paths = paths;
        this.tables = tables;
    }

    /** Reads a recovery point's root; empty where that is damaged, or has no dump. */
    static Optional<AttachmentPoint> of(StoredSnapshot stored, IndexedRepository index, StoragePaths paths) {
        return BaseSnapshot.readParts(stored, index).filter(parts -> parts.database() != null && parts.database().subtree() != null)
                .map(parts -> new AttachmentPoint(parts, paths, new DumpedTables(index, stored.id().shortName(), parts.database().subtree())));
    }

    StoredSnapshot snapshot() {
        return parts.stored();
    }

    /** Whether the dump consists of the server's own files, so that no row can be read without a server. */
    boolean isHotCopy() {
        return parts.databasePart() != null && parts.databasePart().files() != null;
    }

    /** The files in which a query's rows may be. */
    List<DumpedFile> files(AttachmentQuery query) {
        return query.id().isPresent() ? tables.files(Attachment.TABLE, query.id().getAsLong()) : tables.files(Attachment.TABLE);
    }

    /** The rows of a file that a query takes. */
    List<Attachment> rows(DumpedFile file, AttachmentQuery query) {
        List<Attachment> rows = new ArrayList<>();
        tables.read(file, row -> {
            if (query.takes(row)) {
                rows.add(Attachment.of(row));
            }
            return true;
        });
        return rows;
    }

    /** The row of an id. */
    Optional<DumpedRow> row(long id) {
        List<DumpedRow> found = new ArrayList<>(1);
        for (DumpedFile file : tables.files(Attachment.TABLE, id)) {
            tables.read(file, row -> row.number("id") != id || !found.add(row));
        }
        return found.stream().findFirst();
    }

    /** The links of these attachments, by attachment; {@code unread} is told of what cannot be read: links are worth less than what they lead to. */
    Map<Long, List<DumpedRow>> links(Set<Long> ids, Consumer<OperationException> unread) {
        Set<DumpedFile> files = new LinkedHashSet<>();
        attempt(() -> ids.forEach(id -> files.addAll(tables.files(LINKS, id))), unread);
        Map<Long, List<DumpedRow>> links = new HashMap<>();
        files.forEach(file -> attempt(() -> tables.read(file, row -> {
            long id = row.number("attachment_id");
            if (ids.contains(id)) {
                links.computeIfAbsent(id, key -> new ArrayList<>()).add(row);
            }
            return true;
        }), unread));
        return links;
    }

    private static void attempt(Runnable reading, Consumer<OperationException> unread) {
        try {
            reading.run();
        } catch (OperationException e) {
            unread.accept(e);
        }
    }

    static Owner owner(DumpedRow link) {
        return new Owner(link.text("context"), link.number("context_id"));
    }

    /** The file that a row says is on disk. */
    Optional<Node> file(Attachment attachment) {
        return parts.storageTree() == null || !attachment.engine().equals(ObjectTable.DISK) || !StorageKey.isKey(attachment.key()) ? Optional.empty()
                : paths.file(parts.storageTree(), path(attachment));
    }

    /** Where a row says that the object lies below the storage directory. */
    static String path(Attachment attachment) {
        return OBJECTS.namespace() + "/" + attachment.key();
    }

    /** What there is of an attachment's bytes; {@code file} is what {@link #file} answers. */
    static ObjectState state(Attachment attachment, Optional<Node> file) {
        if (attachment.key().isEmpty()) {
            return ObjectState.NONE;
        }
        return switch (attachment.engine()) {
            case ObjectTable.DISK -> file.map(node -> node.size() == attachment.size() ? ObjectState.PRESENT : ObjectState.WRONG_SIZE).orElse(ObjectState.MISSING);
            case ObjectTable.DATABASE -> ObjectState.IN_DATABASE;
            default -> ObjectState.ELSEWHERE;
        };
    }

    /** Reads the rows that hold the bytes of an object in the database, in no order. */
    void chunks(Attachment attachment, DumpedTables.Visitor visitor) {
        long key = Long.parseLong(attachment.key());
        tables.files("storage_" + OBJECTS.namespace()).forEach(file -> tables.read(file, row -> row.number("id") != key || visitor.row(row)));
    }
}
