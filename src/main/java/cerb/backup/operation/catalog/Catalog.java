package cerb.backup.operation.catalog;

import cerb.backup.cerb.CatalogTable;
import cerb.backup.format.tree.Node;
import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.rows.RowListener;
import cerb.backup.mysql.schema.Column;
import cerb.backup.operation.compose.Companions;
import cerb.backup.operation.compose.StoredParts;
import cerb.backup.repository.RepositoryWriter;
import cerb.backup.repository.shared.StoredContent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The catalog of one run, part by part. Thread-safe. */
public final class Catalog {
    private final RepositoryWriter writer;
    private final Map<String, StoredContent> files = new ConcurrentHashMap<>();

    /** No files yet. */
    public Catalog(RepositoryWriter writer) {
        this.writer = writer;
    }

    /** Who is to hear of the rows of a part; they are in the catalog once it was read to its end. */
    public RowListener listen(DumpPart part, List<Column> columns) {
        return CatalogTable.of(part.table()).<RowListener>map(table -> new CatalogPart(table, columns, new LineBlobs(writer), content -> files.put(file(part), content)))
                .orElse(RowListener.NONE);
    }

    private static String file(DumpPart part) {
        String name = part.path().substring(part.path().lastIndexOf('/') + 1);
        return name.substring(0, name.length() - ".sql".length()) + ".jsonl";
    }

    /** Stores the directory and answers its node; null where no table of it was read. */
    public Node store(Instant time) {
        if (files.isEmpty()) {
            return null;
        }
        StoredParts parts = new StoredParts();
        files.forEach(parts::add);
        return parts.store(writer, Companions.CATALOG, time);
    }
}
