package cerb.backup.operation.query.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cerb.backup.Oracles.ResticVersion;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.format.Id;
import cerb.backup.format.document.Snapshot;
import cerb.backup.operation.query.EntryPath;
import cerb.backup.operation.query.ResticScene;
import cerb.backup.repository.Repository;
import cerb.backup.repository.SmallBackup;
import cerb.backup.repository.StoredSnapshot;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatsTest {
    @TempDir
    private static Path directory;
    private static ResticScene scene;

    @BeforeAll
    static void backUp() throws IOException {
        scene = new ResticScene(directory);
    }

    /** Over several snapshots blobs-per-file depends on their order, which restic leaves to the listing of their ids. */
    @ParameterizedTest
    @CsvSource({"INSTALLED, restore-size, true", "NEWER, restore-size, false", "NEWER, files-by-contents, true", "INSTALLED, files-by-contents, false", "INSTALLED, blobs-per-file, false",
        "NEWER, blobs-per-file, false", "NEWER, raw-data, true", "INSTALLED, raw-data, false"})
    void countsWhatResticCounts(ResticVersion version, String mode, boolean all) {
        List<String> words = new ArrayList<>(List.of("stats", "--json", "--mode", mode));
        if (!all) {
            words.add(scene.snapshots.get(1));
        }
        ObjectNode expected = scene.lines(version, words.toArray(String[]::new)).get(0);
        try (Repository repository = scene.open()) {
            List<StoredSnapshot> snapshots = all ? repository.snapshots() : List.of(repository.find(scene.snapshots.get(1)));
            Sums sums = new Stats(repository.index(), (path, problem) -> {
                throw problem;
            }).run(snapshots, StatsMode.parse(mode));
            assertThat(sums.bytes()).isEqualTo(expected.path("total_size").asLong());
            assertThat(sums.files()).isEqualTo(expected.path("total_file_count").asLong());
            assertThat(sums.blobs()).isEqualTo(expected.path("total_blob_count").asLong());
            assertThat(sums.missing()).isZero();
            if (expected.has("total_uncompressed_size")) {
                assertThat(sums.uncompressedBytes()).isEqualTo(expected.path("total_uncompressed_size").asLong());
                assertThat((double) sums.compressedRawBytes() / sums.compressedBytes()).isCloseTo(expected.path("compression_ratio").asDouble(), within(1e-9));
            }
        }
    }

    @Test
    void goesOnWhereADirectoryCannotBeRead() throws IOException {
        try (Repository repository = SmallBackup.init(new MemoryBackend())) {
            new SmallBackup(1).take(repository);
            StoredSnapshot sound = repository.snapshots().get(0);
            StoredSnapshot broken = new StoredSnapshot(sound.id(), Snapshot.of(sound.snapshot().time(), Id.hash(new byte[1]), List.of("/data"), "host"));
            List<EntryPath> damaged = new ArrayList<>();
            Sums sums = new Stats(repository.index(), (path, problem) -> damaged.add(path)).run(List.of(broken, sound), StatsMode.RESTORE_SIZE);
            assertThat(damaged).containsExactly(EntryPath.ROOT);
            assertThat(sums.files()).isEqualTo(6);
            assertThatThrownBy(() -> StatsMode.parse("all")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("raw-data");
        }
    }

    @Test
    void setOfHashesIsASet() {
        HashSet64 set = new HashSet64();
        Set<Long> model = new HashSet<>();
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            long value = random.nextLong() >>> random.nextInt(60) | 1;
            assertThat(set.add(value)).isEqualTo(model.add(value));
        }
        assertThat(model).hasSizeGreaterThan(5_000);
    }
}
