package cerb.backup.operation.scale;

import cerb.backup.cerb.ObjectTable;
import cerb.backup.cerb.StorageKey;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeMetadata;
import cerb.backup.format.tree.NodeName;
import cerb.backup.format.tree.NodeType;
import cerb.backup.format.tree.TreeWriter;
import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.rows.RowListener;
import cerb.backup.mysql.schema.Column;
import cerb.backup.mysql.schema.ColumnKind;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.crosscheck.Comparison;
import cerb.backup.operation.crosscheck.KnownLosses;
import cerb.backup.operation.crosscheck.LastGoodCopy;
import cerb.backup.operation.crosscheck.LiveRows;
import cerb.backup.operation.crosscheck.hashes.ContentHashes;
import cerb.backup.operation.crosscheck.rows.FileReferences;
import cerb.backup.operation.crosscheck.rows.ObjectRow;
import cerb.backup.operation.crosscheck.rows.References;
import cerb.backup.repository.RepositoryWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A program of its own, whose heap is the test: so many attachments on disk are compared with their rows, the first time with what was digested while they were read, then as
 * rows of another application, then with the inventory alone; the last file of the last two is missing. Arguments: directory, attachments, and anything to have the milliseconds printed.
 */
final class ManyRows {
    private static final int ROWS_A_PART = 80_000;
    private static final List<String> COLUMNS = List.of("id", "storage_size", "storage_key", "storage_extension", "storage_profile_id", "storage_sha1hash");

    private ManyRows() {
    }

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[1]);
        try (Engine engine = new HelpdeskFixture(Path.of(arguments[0])).engine(); RepositoryWriter writer = engine.repository().index().openWriter()) {
            ContentHashes fresh = new ContentHashes(Set.of("attachments"));
            Id storage = store(writer, count, fresh);
            Comparison.Outcome first = compare(engine, writer, storage, null, fresh, count, arguments.length > 2);
            compareOwn(engine, writer, storage, fresh, count + 1, arguments.length > 2);
            fresh.clear();
            compare(engine, writer, storage, first.inventory(), fresh, count + 1, arguments.length > 2);
        }
    }

    private static Comparison.Outcome compare(Engine engine, RepositoryWriter writer, Id storage, Node inventory, ContentHashes fresh, int rows, boolean timed) throws SQLException {
        References references = references(rows);
        writer.flush();
        return told(timed, () -> comparison(engine, writer, null).run(references, storage, inventory, fresh, Clock.systemUTC()));
    }

    /** The same rows as those of another application's own query, which is asked again for the one whose file is missing. */
    private static void compareOwn(Engine engine, RepositoryWriter writer, Id storage, ContentHashes fresh, int rows, boolean timed) throws Exception {
        LiveRows live = new LiveRows() {
            @Override
            public boolean all(String table, Consumer<Map<String, Object>> row) {
                for (int id = 1; id <= rows; id++) {
                    row.accept(Map.of("id", "document " + id, "path", "attachments/" + StorageKey.of("attachments", id).text(), "size", size(id), "sha1", "%040x".formatted(id)));
                }
                return true;
            }

            @Override
            public Collection<ObjectRow> find(String table, List<Long> ids) {
                return List.of();
            }

            @Override
            public Collection<ObjectRow> newestFiles() {
                return List.of();
            }
        };
        FileReferences references = new FileReferences();
        references.ask(live);
        told(timed, () -> comparison(engine, writer, live).run(references, storage, null, fresh, Clock.systemUTC()));
    }

    private static Comparison comparison(Engine engine, RepositoryWriter writer, LiveRows live) {
        var index = engine.repository().index();
        return new Comparison(index, writer, live, new LastGoodCopy(index, List.of()), KnownLosses.read(null, true, finding -> { }), path -> false);
    }

    private static Comparison.Outcome told(boolean timed, Supplier<Comparison.Outcome> comparison) {
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Comparison.Outcome outcome = comparison.get();
        System.out.println("present=" + outcome.result().present().objects() + " missing=" + outcome.result().missing().objects() + " unhashed=" + outcome.result().unhashed()
                + (timed ? " millis=" + outcome.result().took().toMillis() + " of which CPU " + (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1_000_000 : ""));
        return outcome;
    }

    private static References references(int rows) throws SQLException {
        References references = new References();
        List<Column> columns = COLUMNS.stream().map(name -> new Column(name, "varchar", ColumnKind.TEXT, "utf8mb4", "", false, false)).toList();
        for (int begin = 1; begin <= rows; begin += ROWS_A_PART) {
            RowListener part = references.listen(new DumpPart("cerb/data/attachment." + begin + ".sql", "attachment", 1, 0), columns);
            for (int id = begin; id < Math.min(begin + ROWS_A_PART, rows + 1); id++) {
                List<String> values = List.of(Integer.toString(id), Integer.toString(size(id)), StorageKey.of("attachments", id).text(), ObjectTable.DISK, "0", "%040x".formatted(id));
                part.row(column -> values.get(column).getBytes(StandardCharsets.US_ASCII));
            }
            part.ended();
        }
        return references;
    }

    private static int size(int id) {
        return 100 + id % 1000;
    }

    /** The tree that these attachments have, one directory in memory; of their contents the names are enough. */
    private static Id store(RepositoryWriter writer, int count, ContentHashes fresh) {
        Map<String, List<Integer>> leaves = new TreeMap<>();
        for (int id = 1; id <= count; id++) {
            leaves.computeIfAbsent(StorageKey.of("attachments", id).text().substring(0, 3), leaf -> new ArrayList<>(count / 900)).add(id);
        }
        Map<String, TreeWriter> directories = new TreeMap<>();
        leaves.forEach((leaf, ids) -> directories.computeIfAbsent(leaf.substring(0, 1), name -> new TreeWriter())
                .add(directory(leaf.substring(2), tree(writer, files(ids, fresh)))));
        TreeWriter namespace = new TreeWriter();
        directories.forEach((name, tree) -> namespace.add(directory(name, writer.storeTree(tree.finish()))));
        return tree(writer, List.of(directory("attachments", writer.storeTree(namespace.finish()))));
    }

    private static Collection<Node> files(List<Integer> ids, ContentHashes fresh) {
        NodeMetadata metadata = NodeMetadata.virtual(NodeType.FILE, 0644, Instant.EPOCH);
        Map<NodeName, Node> files = new TreeMap<>();
        for (int id : ids) {
            SplittableRandom random = new SplittableRandom(id);
            List<Id> content = List.of(new Id(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()));
            fresh.hashed(content, HexFormat.of().parseHex("%040x".formatted(id)));
            NodeName name = NodeName.of(Integer.toString(id));
            files.put(name, Node.file(name, metadata, size(id), content));
        }
        return files.values();
    }

    private static Id tree(RepositoryWriter writer, Iterable<Node> nodes) {
        TreeWriter tree = new TreeWriter();
        nodes.forEach(tree::add);
        return writer.storeTree(tree.finish());
    }

    private static Node directory(String name, Id tree) {
        return Node.directory(NodeName.of(name), NodeMetadata.virtual(NodeType.DIRECTORY, 0755, Instant.EPOCH), tree);
    }
}
