package cerb.backup.operation.query.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.ResticVersion;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeMetadata;
import cerb.backup.format.tree.NodeName;
import cerb.backup.format.tree.NodeType;
import cerb.backup.format.tree.TreeWriter;
import cerb.backup.operation.query.ResticScene;
import cerb.backup.repository.Repository;
import cerb.backup.repository.SmallBackup;
import cerb.backup.repository.shared.DamagedException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiffTest {
    private static final NodeMetadata METADATA = NodeMetadata.virtual(NodeType.FILE, 0600, Instant.parse("2026-11-23T10:00:00Z"));

    @TempDir
    private static Path directory;
    private static ResticScene scene;

    @BeforeAll
    static void backUp() throws IOException {
        scene = new ResticScene(directory);
    }

    @ParameterizedTest
    @CsvSource({"INSTALLED, 0, 1, false", "NEWER, 0, 1, false", "NEWER, 0, 1, true", "INSTALLED, 1, 0, true", "NEWER, 1, 2, false", "NEWER, 2, 2, true"})
    void findsWhatResticFinds(ResticVersion version, int left, int right, boolean metadata) {
        List<String> arguments = new ArrayList<>(List.of("diff", "--json", scene.snapshots.get(left), scene.snapshots.get(right)));
        if (metadata) {
            arguments.add("--metadata");
        }
        List<ObjectNode> expected = scene.lines(version, arguments.toArray(String[]::new));
        List<String> changes = new ArrayList<>();
        try (Repository repository = scene.open()) {
            DiffSummary summary = new Diff(repository.index(), metadata, change -> changes.add(change.letters() + " " + change.path().text()))
                    .run(tree(repository, left), tree(repository, right));
            assertThat(changes).containsExactlyInAnyOrderElementsOf(expected.stream().filter(line -> line.path("message_type").asText().equals("change"))
                    .map(line -> line.path("modifier").asText() + " " + line.path("path").asText()).toList());
            JsonNode statistics = expected.get(expected.size() - 1);
            assertThat(summary.changedFiles()).isEqualTo(statistics.path("changed_files").asLong());
            assertEqual(summary.added(), statistics.path("added"));
            assertEqual(summary.removed(), statistics.path("removed"));
            assertThat(summary.missingBlobs()).isZero();
        }
    }

    private static Id tree(Repository repository, int snapshot) {
        return repository.find(scene.snapshots.get(snapshot)).snapshot().tree();
    }

    private static void assertEqual(DiffSummary.Side side, JsonNode expected) {
        assertThat(List.of(side.files(), side.dirs(), side.others(), side.dataBlobs(), side.treeBlobs(), side.bytes())).isEqualTo(
                List.of(expected.path("files").asLong(), expected.path("dirs").asLong(), expected.path("others").asLong(), expected.path("data_blobs").asLong(),
                        expected.path("tree_blobs").asLong(), expected.path("bytes").asLong()));
    }

    @Test
    void doesNotReadWhatIsEqual() throws IOException {
        try (Repository repository = SmallBackup.init(new MemoryBackend())) {
            Id nowhere = Id.hash(new byte[] {1});
            Id left = store(repository, file("a", "one"), directory("untouched", nowhere));
            Id right = store(repository, file("a", "two"), directory("untouched", nowhere));
            DiffSummary summary = new Diff(repository.index(), true, change -> { }).run(left, right);
            assertThat(summary.changedFiles()).isEqualTo(1);
            assertThat(summary.added().treeBlobs()).isEqualTo(1);
        }
    }

    /** restic says T, and nothing of what was inside. */
    @Test
    void namesWhatWasInADirectoryThatBecameAFile() throws IOException {
        try (Repository repository = SmallBackup.init(new MemoryBackend())) {
            List<Change> changes = new ArrayList<>();
            Id left = store(repository, directory("x", store(repository, file("inside", "one"))), file("y", "one"));
            Id right = store(repository, file("x", "one"), directory("y", store(repository, file("within", "two"))));
            new Diff(repository.index(), false, changes::add).run(left, right);
            assertThat(changes).extracting(change -> change.letters() + " " + change.path()).containsExactly("T /x", "- /x/inside", "T /y/", "+ /y/within");
        }
    }

    @Test
    void suspectsDamageWhereOnlyTheContentDiffers() throws IOException {
        try (Repository repository = SmallBackup.init(new MemoryBackend())) {
            List<Change> changes = new ArrayList<>();
            new Diff(repository.index(), false, changes::add).run(store(repository, file("a", "one")), store(repository, file("a", "two")));
            assertThat(changes).extracting(Change::letters).containsExactly("M?");
        }
    }

    @Test
    void refusesATreeThatIsOutOfOrder() throws IOException {
        try (Repository repository = SmallBackup.init(new MemoryBackend())) {
            Id sound = store(repository, file("a", "one"), file("b", "two"));
            String text = new String(new TreeWriter().add(file("a", "1")).add(file("b", "2")).finish(), StandardCharsets.UTF_8);
            Id unsorted = repository.index().write(writer -> writer.storeTree(text.replace("\"a\"", "\"z\"").getBytes(StandardCharsets.UTF_8)));
            assertThatThrownBy(() -> new Diff(repository.index(), false, change -> { }).run(sound, unsorted))
                    .isInstanceOf(DamagedException.class).hasMessageContaining("order of names at b");
        }
    }

    private static Id store(Repository repository, Node... nodes) throws IOException {
        return repository.index().write(writer -> {
            TreeWriter tree = new TreeWriter();
            for (Node node : nodes) {
                tree.add(node);
            }
            return writer.storeTree(tree.finish());
        });
    }

    private static Node file(String name, String content) {
        return Node.file(NodeName.of(name), METADATA, 3, List.of(Id.hash(content.getBytes(StandardCharsets.US_ASCII))));
    }

    private static Node directory(String name, Id tree) {
        return Node.directory(NodeName.of(name), METADATA, tree);
    }
}
