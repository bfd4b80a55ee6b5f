package cerb.backup.operation.crosscheck.hashes;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.FaultyBackend;
import cerb.backup.backend.FaultyBackend.Fault;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.cerb.ObjectTable;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.document.Snapshot;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeMetadata;
import cerb.backup.format.tree.NodeName;
import cerb.backup.format.tree.NodeType;
import cerb.backup.format.tree.TreeWriter;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.crosscheck.CerbScene;
import cerb.backup.operation.crosscheck.LastGoodCopy;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Finding.Severity;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryWriter;
import cerb.backup.repository.SmallBackup;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class InventoryTest {
    private static final ObjectTable TABLE = ObjectTable.ALL.get(0);
    private static final Instant TIME = Instant.parse("2026-11-23T10:00:00Z");

    private final FaultyBackend backend = new FaultyBackend(new MemoryBackend());
    private final Repository repository = SmallBackup.init(backend);
    private final IndexedRepository index = repository.index();
    private final List<Finding> findings = new ArrayList<>();

    @AfterEach
    void close() {
        backend.heal();
        repository.close();
    }

    private Node file(RepositoryWriter writer, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return Node.file(NodeName.of("file"), NodeMetadata.virtual(NodeType.FILE, 0600, TIME), bytes.length, List.of(writer.storeData(bytes, 0, bytes.length)));
    }

    /** Asks for the files of these keys, whose contents are their keys, and stores the inventory. */
    private Node run(Node before, Map<String, String> answers, String... keys) throws Exception {
        return run(before, answers, Duration.ofMinutes(1), keys);
    }

    private Node run(Node before, Map<String, String> answers, Duration limit, String... keys) throws Exception {
        Map<String, Node> files = new LinkedHashMap<>();
        index.write(writer -> {
            for (String key : keys) {
                files.put(key, file(writer, key));
            }
            return null;
        });
        return index.write(writer -> {
            Inventory inventory = new Inventory(index, writer, before, new ContentHashes(Set.of()), limit, findings::add);
            try (Inventory.Namespace namespace = inventory.of(TABLE.namespace())) {
                files.forEach((key, file) -> answers.put(key, namespace.sha1(key, file)));
            }
            backend.heal();
            return inventory.store(TIME);
        });
    }

    private Map<String, String> lines(Node inventory) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (Node file : index.tree(index.tree(inventory.subtree()).iterator().next().subtree())) {
            StringBuilder text = new StringBuilder();
            for (Id blob : file.content()) {
                text.append(new String(index.load(BlobHandle.data(blob)), StandardCharsets.UTF_8));
            }
            lines.put(file.name().toString(), text.toString());
        }
        return lines;
    }

    @Test
    void keysOfAnyShapeHaveTheirLines() throws Exception {
        Map<String, String> answers = new LinkedHashMap<>();
        Node stored = run(null, answers, "7", "8/q/1", "ab1", "ac2", "ad3", "b");
        assertThat(answers).containsEntry("ac2", CerbScene.sha1("ac2".getBytes(StandardCharsets.US_ASCII))).doesNotContainValue("");
        assertThat(lines(stored)).containsOnlyKeys("7.tsv", "8.tsv", "a.tsv", "b.tsv");
        assertThat(lines(stored).get("a.tsv").lines()).hasSize(3);
        assertThat(lines(run(stored, answers, "ab1", "ac2", "ad3"))).as("as they were").containsEntry("a.tsv", lines(stored).get("a.tsv"));
    }

    /** Asked for in the order of a tree: by bytes, a directory's files before what follows the directory. */
    @Test
    void keysThatAreNoAsciiAreFoundAgain() throws Exception {
        String[] keys = {"a/z", "a.b", "gr\\tn", "gro\u00df/1", "gro\u00df.txt", "z", "\u00e9t\u00e9", "\uff5e", "\ud83d\ude00", "\\xff"};
        Map<String, String> answers = new LinkedHashMap<>();
        Node stored = run(null, answers, keys);
        assertThat(answers).hasSize(keys.length).doesNotContainValue("");
        assertThat(lines(stored)).containsOnlyKeys("a.tsv", "g.tsv", "xc3.tsv", "xef.tsv", "xf0.tsv", "xff.tsv", "z.tsv");
        Map<String, String> again = new LinkedHashMap<>();
        Node kept = run(stored, again, Duration.ZERO, keys);
        assertThat(again).as("with no time to read anything again").isEqualTo(answers);
        assertThat(lines(kept)).isEqualTo(lines(stored));
    }

    @Test
    void whatCannotBeReadNowIsNotKnownAndStopsNothing() throws Exception {
        Map<String, String> answers = new LinkedHashMap<>();
        Node before = run(null, answers, "8/q/1", "8/q/2", "9/a/3");
        assertNothingIsKnown(before, "inventory/attachments cannot be read now");
        assertThat(lines(before)).as("its directories are in the cache now").hasSize(2);
        assertNothingIsKnown(before, "inventory/attachments/8.tsv cannot be read now");
    }

    private void assertNothingIsKnown(Node before, String told) throws Exception {
        findings.clear();
        Map<String, String> answers = new LinkedHashMap<>();
        backend.breakCall(0, Fault.TRANSIENT, true);
        run(before, answers, "8/q/1", "8/q/2", "9/a/3");
        assertThat(answers).hasSize(3).values().containsOnly("");
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.NOTE);
            assertThat(finding.message()).startsWith(told);
        });
    }

    @Test
    void isAmongWhatARunReads() throws Exception {
        Node inventory = run(null, new LinkedHashMap<>(), "8/q/1", "9/a/3");
        Id root = index.write(writer -> writer.storeTree(new TreeWriter().add(inventory).finish()));
        Id snapshot = repository.saveSnapshot(Snapshot.of(TIME, root, List.of("/inventory"), "cerb"));
        assertThat(BaseSnapshot.readWith(repository.find(snapshot.toString()), index)).hasSize(2).allMatch(index::contains);
    }

    @Test
    void lastGoodCopyIsNotKnownWhereASnapshotCannotBeReadNow() throws Exception {
        LastGoodCopy copies = new LastGoodCopy(index, List.of(repository.find(new SmallBackup(1).take(repository).toString())));
        backend.breakCall(0, Fault.TRANSIENT, true);
        assertThat(copies.ofFile("attachments/8/q/1", 5, "", "attachment 1")).startsWith("The last good copy is not known").contains("broken on purpose", "cat ");
        assertThat(copies.ofDatabase()).contains("is not known", "broken on purpose");
    }
}
