package cerb.backup.operation.drill;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.operation.observer.DrillResult;
import cerb.backup.operation.observer.DrillResult.Outcome;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.report.Finding;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.RepositoryWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of damage to what is stored fails the drill, in words that tell it from the others; whatever was restored by then is removed. */
@Timeout(180)
final class DrillDamageTest {
    /** What to do: it names all that is damaged at the sink. */
    private static final String CHECK = "Run cerb-backup check --from offsite --read-data.";

    @TempDir
    private static Path root;
    private static DrillScene scene;

    private final List<String> told = new ArrayList<>();

    @BeforeAll
    static void backUp() throws SQLException, IOException {
        scene = new DrillScene(root, Oracles.Flavour.MARIADB);
    }

    @AfterAll
    static void close() throws SQLException {
        scene.close();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(scene.directory)) {
            assertThat(left.filter(path -> Files.isDirectory(path))).isEmpty();
        }
    }

    /** Drills, and answers all findings, those that name files and are told only among them. */
    private String failed(MemoryBackend backend) {
        DrillResult result = scene.drill(scene.options(), backend, new Observer() {
            @Override
            public void found(Finding finding) {
                told.add(finding.toString());
            }
        }).result();
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.mismatches()).isPositive();
        assertThat(result.reasons()).isNotEmpty().allMatch(finding -> !finding.remedy().isEmpty());
        return result.findings().stream().map(Finding::toString).collect(Collectors.joining("\n"));
    }

    private static MemoryBackend damaged(Handle victim, UnaryOperator<byte[]> damage) {
        MemoryBackend backend = scene.whole.copy();
        backend.overwrite(victim, damage.apply(backend.bytes(victim)));
        return backend;
    }

    private static MemoryBackend without(Handle victim) {
        MemoryBackend backend = scene.whole.copy();
        backend.remove(victim);
        return backend;
    }

    private static byte[] flipped(byte[] bytes) {
        bytes[bytes.length / 3] ^= 1;
        return bytes;
    }

    private static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    @Test
    void packThatIsGone() {
        assertThat(failed(without(scene.packOfFiles()))).contains("12 of 12 files could not be restored as they were").contains("the first one is left out").contains("no such file").contains(CHECK);
        assertThat(told).anyMatch(finding -> finding.startsWith("attachments/") && finding.contains("data/" + scene.packOfFiles().name().substring(0, 8)));
    }

    @Test
    void packThatIsCutShort() {
        assertThat(failed(damaged(scene.packOfFiles(), DrillDamageTest::half))).containsPattern("\\d+ of 12 files could not be restored as they were")
                .contains("load data/" + scene.packOfFiles().name().substring(0, 8)).contains("it has only ").contains(CHECK);
    }

    @Test
    void packWithAFlippedBit() {
        assertThat(failed(damaged(scene.packOfFiles(), DrillDamageTest::flipped))).contains("1 of 12 files could not be restored as they were")
                .contains("is damaged: ciphertext verification failed").contains("in pack " + scene.packOfFiles().name()).contains(CHECK);
    }

    @Test
    void packOfTheRootDirectory() {
        assertThat(failed(without(scene.packOfTrees()))).contains("snapshot " + scene.point + " cannot be restored, because its root directory is lost")
                .contains("load data/" + scene.packOfTrees().name().substring(0, 8) + ": no such file").contains(CHECK);
    }

    @Test
    void indexThatIsGone() {
        MemoryBackend backend = scene.whole.copy();
        scene.files(FileType.INDEX).forEach(backend::remove);
        assertThat(failed(backend)).contains("cannot be restored, because its root directory is lost").contains("is in no index").contains("Run check, then repair index").contains(CHECK);
    }

    @Test
    void indexThatIsDamaged() {
        assertThat(failed(damaged(scene.files(FileType.INDEX).get(0), DrillDamageTest::flipped))).contains("is in no index").contains("Run check, then repair index").contains(CHECK);
    }

    @Test
    void onlySnapshotThatIsDamaged() {
        Handle snapshot = scene.files(FileType.SNAPSHOT).get(0);
        assertThat(failed(damaged(snapshot, DrillDamageTest::flipped))).contains("snapshot " + scene.point + ": snapshots/" + snapshot.name() + " in memory is damaged").contains("Run check.")
                .contains("holds no complete recovery point of cerb");
    }

    /** An older one can be restored all the same, and is. */
    @Test
    void newestSnapshotThatIsDamaged() throws IOException {
        MemoryBackend backend = scene.rewritten((index, writer, tree) -> tree);
        List<Handle> snapshots = new ArrayList<>();
        backend.list(FileType.SNAPSHOT, (handle, size) -> snapshots.add(handle));
        snapshots.removeIf(handle -> handle.name().startsWith(scene.point));
        backend.overwrite(snapshots.get(0), flipped(backend.bytes(snapshots.get(0))));
        DrillResult result = scene.drill(backend).result();
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.point()).isEqualTo(scene.point);
        assertThat(result.rows()).isEqualTo(5);
        assertThat(result.findings()).singleElement().satisfies(finding -> assertThat(finding.toString())
                .contains("snapshot " + snapshots.get(0).name().substring(0, 8) + ": snapshots/" + snapshots.get(0).name() + " in memory is damaged").contains("Run check."));
    }

    @Test
    void partOfTheDumpThatIsMissing() throws IOException {
        assertThat(failed(scene.rewritten((index, writer, tree) -> below(index, writer, tree, List.of("database", scene.schema, "data"), "ticket.sql", node -> null))))
                .contains("tables did not get the rows they should have: `ticket`: 0 of 3").contains(CHECK).doesNotContain("--overwrite");
    }

    @Test
    void definitionsThatAreMissing() throws IOException {
        assertThat(failed(scene.rewritten((index, writer, tree) -> below(index, writer, tree, List.of("database", scene.schema), "schema.sql", node -> null))))
                .contains("the dump holds rows of 3 tables, and no schema.sql, which makes them").contains(CHECK);
    }

    @Test
    void directoryOfTheDumpThatIsMissing() throws IOException {
        assertThat(failed(scene.rewritten((index, writer, tree) -> DrillScene.with(index, writer, tree, "database", node -> null)))).contains("the recovery point holds no dump").contains(CHECK);
    }

    @Test
    void rowsThatTheManifestCountsOtherwise() throws IOException {
        assertThat(failed(scene.withTables(table -> table.put("rows", table.path("rows").asLong() + 1)))).contains("`ticket`: 3 of 4").contains("`worker`: 2 of 3").contains(CHECK);
    }

    @Test
    void rowsThatAreNotThoseOfTheManifest() throws IOException {
        assertThat(failed(scene.withTables(table -> table.put("checksum", table.path("checksum").asText().replaceAll("[0-8](?=.$)", "9")))))
                .contains("tables do not hold the rows of the dump: `ticket`: checksum").contains(CHECK).doesNotContain("--overwrite");
    }

    @Test
    void storageThatIsMissing() throws IOException {
        assertThat(failed(scene.rewritten((index, writer, tree) -> DrillScene.with(index, writer, tree, "storage", node -> null))))
                .contains("the manifest counts 12 files, and the snapshot holds no storage directory").contains(CHECK);
    }

    @Test
    void manifestThatIsMissing() throws IOException {
        assertThat(failed(scene.rewritten((index, writer, tree) -> DrillScene.with(index, writer, tree, "manifest.json", node -> null)))).contains("has no manifest that can be read").contains(CHECK);
    }

    @Test
    void repositoryThatIsNotThere() {
        assertThat(failed(new MemoryBackend())).contains("repository: there is no repository in memory: it has no file \"config\"").contains(CHECK);
    }

    private static Id below(IndexedRepository index, RepositoryWriter writer, Id tree, List<String> path, String name, UnaryOperator<Node> change) {
        return path.isEmpty() ? DrillScene.with(index, writer, tree, name, change)
                : DrillScene.with(index, writer, tree, path.get(0), node -> node.withSubtree(below(index, writer, node.subtree(), path.subList(1, path.size()), name, change)));
    }
}
