package cerb.backup.operation.drill;

import static cerb.backup.repository.HostileRepository.directory;
import static cerb.backup.repository.HostileRepository.file;
import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.format.Id;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.operation.restore.files.StorageResult;
import cerb.backup.repository.HostileRepository;
import cerb.backup.repository.Repository;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileComparisonTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path root;

    /** As where a directory was backed up whose restore had not ended, by a release that did not leave that out. */
    @Test
    void missesNothingThatARestoreLeavesOut() throws IOException {
        HostileRepository made = new HostileRepository(new MemoryBackend());
        Id blob = made.data(CONTENT);
        Id below = made.treeOf(List.of(file(".cerb-backup-restore", List.of(blob), CONTENT.length)));
        Id snapshot = made.storageSnapshot(made.treeOf(List.of(file(".cerb-backup-1f-1", List.of(blob), CONTENT.length), file(".cerb-backup-restore", List.of(blob), CONTENT.length),
                file(".cerb-backup-restore.lock", List.of(), 0), directory("d", below), file("whole", List.of(blob), CONTENT.length))));
        Path target = root.resolve("target");
        try (Repository repository = made.open(); StageTimer stage = new StageTimer(Observer.NONE, Stage.COMPARE_STORAGE)) {
            StoredSnapshot stored = repository.find(snapshot.toString());
            Restore restore = new Restore(repository, Observer.NONE);
            StorageResult restored = restore.storage(stored, StorageOptions.to(target));
            assertThat(restored.incomplete()).isFalse();
            assertThat(restored.findings()).extracting(Finding::subject).containsExactly(".cerb-backup-restore", ".cerb-backup-restore.lock");
            assertThat(restored.files()).isEqualTo(restore.plan(stored, List.of()).files()).isEqualTo(3);
            assertThat(target.toFile().list()).containsExactlyInAnyOrder(".cerb-backup-1f-1", "d", "whole");
            FileComparison comparison = compared(repository, stored, target, stage);
            assertThat(comparison.files()).as("as many as a manifest counts").isEqualTo(5);
            assertThat(comparison.same()).isEqualTo(3);
            assertThat(comparison.different()).isZero();
            assertThat(comparison.findings().list()).isEmpty();
            Files.delete(RelativePath.of("d/.cerb-backup-restore").in(target));
            assertThat(compared(repository, stored, target, stage).different()).as("one of that name elsewhere is a file as any").isEqualTo(1);
        }
    }

    private static FileComparison compared(Repository repository, StoredSnapshot stored, Path target, StageTimer stage) {
        FileComparison comparison = new FileComparison(repository.index(), target, stage::progress);
        comparison.run(BaseSnapshot.readParts(stored, repository.index()).orElseThrow().storage());
        return comparison;
    }
}
