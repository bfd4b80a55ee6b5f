package cerb.backup.operation.compose;

import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.dump.report.PreviousChunk;
import cerb.backup.mysql.guard.SchemaGuard;
import cerb.backup.operation.manifest.DatabasePart;
import cerb.backup.operation.manifest.DatabasePart.TablePart;
import cerb.backup.operation.manifest.RowBlobSizes;
import cerb.backup.operation.report.Progress;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.RepositoryWriter;
import cerb.backup.repository.shared.StoredContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The parts of a dump, those stored and those of the dump before. Thread-safe. */
public final class DumpParts {
    private final BaseSnapshot base;
    private final IndexedRepository index;
    private final RowBlobSizes sizes;
    private final StoredParts stored = new StoredParts();
    private final Map<String, List<String>> pathsByTable = new HashMap<>();
    private long expectedBytes = -1;

    /** No parts yet; {@code base} is the snapshot that holds the dump before, or null. */
    public DumpParts(BaseSnapshot base, IndexedRepository index) {
        this.base = base;
        this.index = index;
        this.sizes = new RowBlobSizes(base == null ? null : base.databasePart());
    }

    /** The average size in bytes to which a table's text is cut. */
    public int rowBlobSize(String table) {
        return sizes.of(table);
    }

    /** Adds a part that was stored to its end. */
    public synchronized void add(DumpPart part, StoredContent content) {
        stored.add(part.path(), content);
        if (part.table() != null) {
            pathsByTable.computeIfAbsent(part.table(), table -> new ArrayList<>()).add(part.path());
        }
    }

    /** Who holds the next dump against the one before; {@code central} and {@code allowEmpty} as {@link SchemaGuard} has them. */
    public SchemaGuard guard(Set<String> central, boolean allowEmpty) {
        return new SchemaGuard(Optional.ofNullable(base).map(BaseSnapshot::databasePart).map(DatabasePart::sighting), central, allowEmpty);
    }

    /** About so many bytes are to come, as far as can be told before. */
    public synchronized void expect(long bytes) {
        expectedBytes = bytes;
    }

    /** The parts that were added, of about as many as the dump before had; without one, of about as many bytes as are expected. */
    public synchronized Progress progress() {
        Progress added = Progress.open(stored.count(), stored.bytes());
        DatabasePart before = base == null ? null : base.databasePart();
        if (before == null) {
            return expectedBytes < 0 ? added : added.ofAbout(-1, expectedBytes);
        }
        return added.ofAbout(before.tables().stream().mapToLong(TablePart::parts).sum(), before.tables().stream().mapToLong(TablePart::bytes).sum());
    }

    /** Their bytes. */
    public synchronized long bytes() {
        return stored.bytes();
    }

    /** Of them, bytes that the repository had not held. */
    public synchronized long addedBytes() {
        return stored.addedBytes();
    }

    /** What the manifest says of the dump that a guard let pass. Throws where the parts are not those of the report. */
    public synchronized DatabasePart manifest(DumpReport report, SchemaGuard guard) {
        Map<String, DumpRecord.TableParts> tables = new HashMap<>();
        pathsByTable.forEach((table, paths) ->
                tables.put(table, new DumpRecord.TableParts(table, sizes.of(table), sizes.recuts(table), List.copyOf(paths))));
        return new DumpRecord(report, stored.byPath(), tables).manifest(guard.most(report));
    }

    /** Stores the directories above the parts and answers the node of {@code /database}. */
    public synchronized Node store(RepositoryWriter writer, Instant time) {
        return stored.store(writer, BaseSnapshot.DATABASE, time);
    }

    /** The chunks of the dump before by table; empty where there is none. */
    public Map<String, List<PreviousChunk>> previousChunks() {
        Map<String, List<PreviousChunk>> chunks = new HashMap<>();
        if (base != null && base.database() != null && base.databasePart() != null) {
            Map<String, TablePart> tables = new HashMap<>();
            base.databasePart().tables().forEach(table -> tables.put(table.file(), table));
            // Beside the schema's directory is the file of accounts.
            directories(base.database().subtree()).forEach(schema -> directories(schema.subtree()).filter(part -> part.name().toString().equals("data"))
                    .forEach(data -> addChunks(chunks, tables, schema.name() + "/data/", data.subtree())));
        }
        return chunks;
    }

    private Stream<Node> directories(Id tree) {
        return StreamSupport.stream(index.tree(tree).spliterator(), false).filter(node -> node.subtree() != null);
    }

    private void addChunks(Map<String, List<PreviousChunk>> chunks, Map<String, TablePart> tables, String prefix, Id data) {
        for (Node chunk : index.tree(data)) {
            String path = prefix + chunk.name();
            TablePart table = tables.get(DumpRecord.fileOf(path));
            if (table != null) {
                chunks.computeIfAbsent(table.name(), name -> new ArrayList<>())
                        .add(new PreviousChunk(path, chunk.size(), table.bytes() / Math.max(1, table.rows())));
            }
        }
    }
}
