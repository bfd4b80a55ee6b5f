package cerb.backup.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import cerb.backup.format.Samples;
import cerb.backup.repository.lock.LockMode;
import cerb.backup.repository.lock.RepositoryLock;
import cerb.backup.repository.shared.DamagedException;
import cerb.backup.repository.shared.Limits;
import cerb.backup.repository.shared.NoRepositoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Files of a repository that are not what their names say, vanish, or claim what cannot be. */
class HostileFilesTest {
    private final MemoryBackend backend = new MemoryBackend();
    private final HostileRepository hostile = new HostileRepository(backend);

    private Repository open(Backend place) {
        return Repository.open(place, HostileRepository.PASSWORD, RepositoryOptions.defaults().withLimits(Limits.DEFAULT.withThreads(1)));
    }

    @Test
    void knowsWhetherItIsStillInItsPlace() {
        try (Repository repository = open(backend)) {
            repository.demandPresent();
            byte[] config = backend.bytes(Handle.CONFIG);
            backend.remove(Handle.CONFIG);
            assertThatThrownBy(repository::demandPresent).isInstanceOf(NoRepositoryException.class).hasMessageContaining("is gone");
            backend.overwrite(Handle.CONFIG, new byte[100]);
            assertThatThrownBy(repository::demandPresent).isInstanceOf(DamagedException.class).hasMessageContaining("another repository");
            backend.overwrite(Handle.CONFIG, config);
            repository.demandPresent();
        }
    }

    @Test
    void locksACopyOfItself() {
        MemoryBackend copy = new MemoryBackend();
        try (Repository repository = open(backend); var locks = repository.locksAt(copy); RepositoryLock lock = locks.acquire(LockMode.EXCLUSIVE)) {
            List<Handle> held = new ArrayList<>();
            copy.list(FileType.LOCK, (handle, size) -> held.add(handle));
            assertThat(held).hasSize(1);
            assertThat(lock.isHeld()).isTrue();
        }
    }

    @Test
    void namesSnapshotsThatAreNone() {
        Id noTree = hostile.unpacked(FileType.SNAPSHOT, "{\"hostname\":\"h\"}");
        Id good = hostile.snapshot(Samples.id(1));
        byte[] foreign = Samples.bytes(200, 1);
        backend.save(new Handle(FileType.SNAPSHOT, Id.hash(foreign).toString()), Content.of(foreign));
        byte[] large = new byte[(16 << 20) + 33];
        backend.save(new Handle(FileType.SNAPSHOT, Id.hash(large).toString()), Content.of(large));
        try (Repository repository = open(backend)) {
            List<String> problems = new ArrayList<>();
            assertThat(repository.snapshots((id, problem) -> problems.add(problem.getMessage()))).extracting(StoredSnapshot::id).containsExactly(good);
            assertThat(problems).hasSize(3).anyMatch(problem -> problem.contains("has no tree")).anyMatch(problem -> problem.contains("verification failed"))
                    .anyMatch(problem -> problem.contains("has more than"));
            assertThatThrownBy(() -> repository.find(noTree.toString())).isInstanceOf(DamagedException.class).hasMessageContaining("cannot read snapshot " + noTree);
            assertThatThrownBy(repository::snapshots).isInstanceOf(DamagedException.class);
        }
    }

    @Test
    void passesOverWhatVanishesAfterItWasListed() {
        hostile.data(new byte[10]);
        hostile.flush();
        Id good = hostile.snapshot(Samples.id(1));
        AtomicInteger listings = new AtomicInteger();
        Backend vanishing = new ForwardingBackend(backend) {
            @Override
            public void list(FileType type, BiConsumer<Handle, Long> file) {
                super.list(type, file);
                if (type != FileType.KEY && listings.getAndIncrement() < 2) {
                    file.accept(new Handle(type, Samples.id(9).toString()), 100L);
                }
            }
        };
        try (Repository repository = open(vanishing)) {
            assertThat(repository.snapshots()).extracting(StoredSnapshot::id).containsExactly(good);
            assertThat(repository.index().indexFiles()).isEqualTo(1);
            assertThat(repository.locks()).isNotNull();
        }
        assertThat(listings.get()).isGreaterThan(2);
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        RepositoryOptions options = RepositoryOptions.defaults();
        assertThatThrownBy(() -> options.withLimits(Limits.DEFAULT.withThreads(0))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("one thread");
        assertThatThrownBy(() -> options.withPackSize((1 << 20) - 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.withPackSize((128 << 20) + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(options.withPackSize(1 << 20).withPackSize(128 << 20).packSize()).isEqualTo(128 << 20);
    }

    /** The one pack there is. */
    private Id pack() {
        List<Id> packs = new ArrayList<>();
        backend.list(FileType.DATA, (handle, size) -> packs.add(Id.parse(handle.name())));
        return packs.get(0);
    }

    @Test
    void namesWhatAnIndexSaysWrongOfAPack() {
        Id blob = hostile.data(Samples.bytes(1000, 1));
        hostile.data(Samples.bytes(1000, 2));
        hostile.flush();
        Id pack = pack();
        try (Repository repository = open(backend)) {
            IndexedRepository index = repository.index();
            PackedBlob first = new PackedBlob(BlobHandle.data(blob), 0, 1032, 0);
            assertThat(index.verifyPack(pack, index.packHeader(pack)).problems()).isEmpty();
            assertThat(index.verifyPack(pack, List.of(first, new PackedBlob(BlobHandle.data(blob), 500, 1032, 0))).problems()).anyMatch(problem -> problem.contains("ends at 1032"));
            PackedBlob bomb = new PackedBlob(BlobHandle.data(blob), 0, 1032, 1 << 30);
            var found = index.verifyPack(pack, List.of(bomb, index.packHeader(pack).get(1)));
            assertThat(found.damaged()).containsExactly(bomb);
            assertThat(found.problems()).hasSize(2).anyMatch(problem -> problem.contains("-Xmx")).anyMatch(problem -> problem.contains("other entries")).noneMatch(problem -> problem.contains("SHA-256"));
            PackedBlob beyond = new PackedBlob(BlobHandle.data(blob), 0, 100_000_000, 0);
            assertThat(index.verifyPack(pack, List.of(beyond)).damaged()).containsExactly(beyond);
        }
    }

    @Test
    void namesPacksThatHaveNoHeader() {
        Id blob = hostile.data(Samples.bytes(1000, 1));
        hostile.flush();
        Id pack = pack();
        Handle handle = new Handle(FileType.DATA, pack.toString());
        try (Repository repository = open(backend)) {
            IndexedRepository index = repository.index();
            byte[] whole = backend.bytes(handle);
            backend.overwrite(handle, new byte[3]);
            assertThatThrownBy(() -> index.packHeader(pack)).hasMessageContaining("of 3 bytes has no header");
            backend.overwrite(handle, new byte[] {0, 0, 0, 1, -1, -1, -1, 127});
            assertThatThrownBy(() -> index.packHeader(pack)).hasMessageContaining("claims a header of 2147483647 bytes");
            whole[whole.length - 3] ^= 1;
            backend.overwrite(handle, whole);
            assertThatThrownBy(() -> index.packHeader(pack)).hasMessageContaining("verification failed");
            assertThat(index.load(BlobHandle.data(blob))).isEqualTo(Samples.bytes(1000, 1));
        }
    }
}
