package cerb.backup.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.crypto.Password;
import cerb.backup.format.Id;
import cerb.backup.format.document.Snapshot;
import cerb.backup.format.tree.TreeWriter;
import cerb.backup.repository.shared.DamagedException;
import cerb.backup.repository.shared.NoRepositoryException;
import cerb.backup.repository.shared.RepositoryException;
import cerb.backup.repository.shared.RepositoryListener;
import cerb.backup.repository.shared.WrongPasswordException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepositoryTest {
    private static final String NAME = "ab".repeat(32);

    private final MemoryBackend backend = new MemoryBackend();
    private final SmallBackup backup = new SmallBackup(1);

    private List<Handle> list(FileType type) {
        List<Handle> files = new ArrayList<>();
        backend.list(type, (handle, size) -> files.add(handle));
        return files;
    }

    @Test
    void readsInANewProcessWhatWasWritten() throws IOException {
        Id snapshot;
        try (Repository repository = SmallBackup.init(backend)) {
            snapshot = backup.take(repository);
            backup.assertRestorable(repository, snapshot);
        }
        try (Repository repository = SmallBackup.open(backend)) {
            assertThat(repository.snapshots()).extracting(StoredSnapshot::id).containsExactly(snapshot);
            backup.assertRestorable(repository, snapshot);
            SmallBackup.assertSound(repository);
        }
    }

    @Test
    void makesKeyAndConfiguration() {
        try (Repository repository = SmallBackup.init(backend)) {
            assertThat(repository.config().version()).isEqualTo(2);
            assertThat(Repository.exists(backend)).isTrue();
            assertThat(list(FileType.KEY)).hasSize(1);
        }
        try (Repository repository = SmallBackup.open(backend)) {
            assertThat(repository.snapshots()).isEmpty();
        }
    }

    @Test
    void refusesToMakeASecondRepository() {
        SmallBackup.init(backend).close();
        assertThatThrownBy(() -> SmallBackup.init(backend)).isInstanceOf(RepositoryException.class)
                .hasMessageContaining("already");
    }

    @Test
    void refusesToMakeARepositoryOverTheRestOfAnother() {
        backend.save(new Handle(FileType.SNAPSHOT, NAME), Content.of(new byte[1]));
        assertThatThrownBy(() -> SmallBackup.init(backend)).isInstanceOf(RepositoryException.class)
                .hasMessageContaining("snapshots");
        assertThat(list(FileType.KEY)).isEmpty();
    }

    @Test
    void clearsAwayTheKeyOfAnInterruptedInit() {
        SmallBackup.init(backend).close();
        List<Handle> orphan = list(FileType.KEY);
        backend.remove(Handle.CONFIG);

        SmallBackup.init(backend).close();
        assertThat(list(FileType.KEY)).hasSize(1).doesNotContainAnyElementsOf(orphan);
        SmallBackup.open(backend).close();
    }

    @Test
    void saysThatThereIsNoRepository() {
        assertThat(Repository.exists(backend)).isFalse();
        assertThatThrownBy(() -> SmallBackup.open(backend)).isInstanceOf(NoRepositoryException.class)
                .hasMessageContaining("memory").hasMessageContaining("init");
    }

    @Test
    void refusesAWrongPassword() {
        SmallBackup.init(backend).close();
        assertThatThrownBy(() -> Repository.open(backend, Password.of("something else"), SmallBackup.OPTIONS))
                .isInstanceOf(WrongPasswordException.class).hasMessageNotContaining("something else");
        assertThat(list(FileType.LOCK)).isEmpty();
    }

    @Test
    void saysThatTheConfigurationIsDamaged() {
        SmallBackup.init(backend).close();
        byte[] config = backend.bytes(Handle.CONFIG);
        config[20] ^= 1;
        backend.overwrite(Handle.CONFIG, config);
        assertThatThrownBy(() -> SmallBackup.open(backend)).isInstanceOf(DamagedException.class).hasMessageContaining("config");
    }

    @Test
    void findsSnapshotsByTheBeginningOfTheirIds() {
        try (Repository repository = SmallBackup.init(backend)) {
            Id first = repository.saveSnapshot(snapshot(1));
            repository.saveSnapshot(snapshot(2));
            assertThat(repository.find(first.shortName()).id()).isEqualTo(first);
            assertThatThrownBy(() -> repository.find("")).isInstanceOf(RepositoryException.class).hasMessageContaining("2 snapshots");
            assertThatThrownBy(() -> repository.find("xyz")).isInstanceOf(RepositoryException.class)
                    .hasMessageContaining("no snapshot");
        }
    }

    private static Snapshot snapshot(int second) {
        return Snapshot.of(Instant.ofEpochSecond(second), TreeWriter.EMPTY_TREE, List.of("/data"), "helpdesk");
    }

    @Test
    void listsSnapshotsByTimeAndForgetsRemovedOnes() {
        try (Repository repository = SmallBackup.init(backend)) {
            Id second = repository.saveSnapshot(snapshot(2));
            Id first = repository.saveSnapshot(snapshot(1));
            assertThat(repository.snapshots()).extracting(StoredSnapshot::id).containsExactly(first, second);
            repository.removeSnapshot(first);
            assertThat(repository.snapshots()).extracting(StoredSnapshot::id).containsExactly(second);
        }
    }

    @Test
    void namesDamagedSnapshotsAndReadsTheOthers() {
        try (Repository repository = SmallBackup.init(backend)) {
            Id sound = repository.saveSnapshot(snapshot(1));
            Id damaged = repository.saveSnapshot(snapshot(2));
            backend.overwrite(new Handle(FileType.SNAPSHOT, damaged.toString()), new byte[0]);

            List<Id> found = new ArrayList<>();
            assertThat(repository.snapshots((id, problem) -> found.add(id))).extracting(StoredSnapshot::id).containsExactly(sound);
            assertThat(found).containsExactly(damaged);
            assertThatThrownBy(repository::snapshots).isInstanceOf(DamagedException.class)
                    .hasMessageContaining(damaged.toString());
        }
    }

    @Test
    void tellsListenersInTheOrderOfWrites() throws IOException {
        List<FileType> written = new ArrayList<>();
        List<Handle> removed = new ArrayList<>();
        try (Repository repository = SmallBackup.init(backend)) {
            repository.addListener(new RepositoryListener() {
                @Override
                public synchronized void written(Handle handle, long size) {
                    assertThat(backend.size(handle)).isEqualTo(size);
                    written.add(handle.type());
                }

                @Override
                public void removed(Handle handle) {
                    removed.add(handle);
                }
            });
            Id snapshot = backup.take(repository);
            repository.removeSnapshot(snapshot);
            assertThat(written.subList(written.size() - 3, written.size()))
                    .containsExactly(FileType.DATA, FileType.INDEX, FileType.SNAPSHOT);
            assertThat(written).doesNotContain(FileType.LOCK);
            assertThat(removed).containsExactly(new Handle(FileType.SNAPSHOT, snapshot.toString()));
        }
    }
}
