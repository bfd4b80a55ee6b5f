package cerb.backup.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Content;
import cerb.backup.backend.FaultyBackend;
import cerb.backup.backend.FaultyBackend.Fault;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.TransientException;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import cerb.backup.format.tree.TreeWriter;
import cerb.backup.repository.pack.PackFindings;
import cerb.backup.repository.shared.BlobConsumer;
import cerb.backup.repository.shared.DamagedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damage is found, named, and does not keep what is sound from being read. */
class DamageTest {
    private static final int BLOBS = 5;

    private final MemoryBackend backend = new MemoryBackend();
    private final FaultyBackend faulty = new FaultyBackend(backend);
    private Repository repository;
    private IndexedRepository index;
    private Id pack;
    private List<PackedBlob> blobs;

    @BeforeEach
    void write() throws IOException {
        repository = SmallBackup.init(faulty);
        index = repository.index();
        store();
        index.forEachPack((id, packed) -> {
            pack = id;
            blobs = packed;
        });
    }

    @AfterEach
    void close() {
        repository.close();
    }

    private void store() throws IOException {
        index.write(writer -> {
            for (int i = 0; i < BLOBS; i++) {
                byte[] bytes = i % 2 == 0 ? SmallBackup.random(i, 3000) : SmallBackup.text(i, 3000);
                writer.storeData(bytes, 0, bytes.length);
            }
            return null;
        });
    }

    private Handle handle() {
        return new Handle(FileType.DATA, pack.toString());
    }

    private void flip(long offset) {
        byte[] bytes = backend.bytes(handle());
        bytes[(int) offset] ^= 0x10;
        backend.overwrite(handle(), bytes);
    }

    private PackFindings verify() {
        return index.verifyPack(pack, blobs);
    }

    /** Puts a sound second copy of all blobs into another pack, as two writers at once do. */
    private void addSecondCopy() throws IOException {
        byte[] damaged = backend.bytes(handle());
        try (Repository other = SmallBackup.open(backend)) {
            Map<Handle, byte[]> hidden = new TreeMap<>((a, b) -> a.path().compareTo(b.path()));
            backend.list(FileType.INDEX, (file, size) -> hidden.put(file, backend.bytes(file)));
            hidden.keySet().forEach(backend::remove);
            IndexedRepository before = index;
            index = other.index();
            store();
            index = before;
            hidden.forEach((file, bytes) -> backend.save(file, Content.of(bytes)));
        }
        assertThat(backend.bytes(handle())).isEqualTo(damaged);
        index.refresh();
    }

    @Test
    void findsNothingInASoundPack() {
        assertThat(verify().isSound()).isTrue();
        assertThat(index.packHeader(pack)).isEqualTo(blobs);
        assertThat(backend.size(handle())).isEqualTo(IndexedRepository.packSize(blobs));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void namesADamagedBlobAndReadsTheOthers(int number) {
        PackedBlob victim = blobs.get(number);
        flip(victim.offset() + 20);
        assertThat(verify().damaged()).containsExactly(victim);
        assertThat(verify().problems()).anyMatch(problem -> problem.contains(victim.handle().id().toString()))
                .anyMatch(problem -> problem.contains("SHA-256"));
        assertThatThrownBy(() -> index.load(victim.handle())).isInstanceOf(DamagedException.class)
                .hasMessageContaining(victim.handle().id().toString()).hasMessageContaining(pack.toString());
        blobs.stream().filter(blob -> blob != victim).forEach(blob -> assertThat(index.load(blob.handle())).hasSize(3000));
    }

    @Test
    void findsADamagedHeader() {
        flip(backend.size(handle()) - 10);
        assertThat(verify().damaged()).isEmpty();
        assertThat(verify().problems()).anyMatch(problem -> problem.contains("header"));
        blobs.forEach(blob -> assertThat(index.load(blob.handle())).hasSize(3000));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 3000, -1})
    void findsATruncatedPack(int length) {
        byte[] bytes = backend.bytes(handle());
        backend.overwrite(handle(), Arrays.copyOf(bytes, length < 0 ? bytes.length + length : length));
        assertThat(verify().isSound()).isFalse();
    }

    @Test
    void findsAnIndexThatSaysSomethingElse() {
        List<PackedBlob> fewer = blobs.subList(0, BLOBS - 1);
        assertThat(index.verifyPack(pack, fewer).isSound()).isFalse();
        PackedBlob first = blobs.get(0);
        PackedBlob longer = new PackedBlob(first.handle(), 0, first.length(), 4000);
        List<PackedBlob> wrong = new ArrayList<>(blobs);
        wrong.set(0, longer);
        assertThat(index.verifyPack(pack, wrong).damaged()).containsExactly(longer);
    }

    @Test
    void takesAnotherCopyOfADamagedBlob() throws IOException {
        flip(blobs.get(1).offset() + 5);
        addSecondCopy();
        assertThat(index.copies(blobs.get(1).handle())).hasSize(2);
        assertThat(Id.hash(index.load(blobs.get(1).handle()))).isEqualTo(blobs.get(1).handle().id());
        assertThat(loadRange()).hasSize(BLOBS);
    }

    @Test
    void takesOtherCopiesOfAMissingPack() throws IOException {
        addSecondCopy();
        backend.remove(handle());
        assertThat(loadRange()).hasSize(BLOBS);
    }

    private Map<BlobHandle, byte[]> loadRange() {
        Map<BlobHandle, byte[]> loaded = new TreeMap<>();
        index.load(pack, blobs, (blob, content) -> assertThat(loaded.put(blob.handle(), content)).isNull());
        return loaded;
    }

    @Test
    void loadsARangeInOneRequest() {
        faulty.heal();
        Map<BlobHandle, byte[]> loaded = loadRange();
        assertThat(faulty.calls()).isEqualTo(1);
        assertThat(loaded).hasSize(BLOBS);
        loaded.forEach((handle, content) -> assertThat(Id.hash(content)).isEqualTo(handle.id()));
        List<PackedBlob> some = List.of(blobs.get(1), blobs.get(3));
        Map<BlobHandle, byte[]> again = new TreeMap<>();
        index.load(pack, some, (blob, content) -> again.put(blob.handle(), content));
        assertThat(again).containsOnlyKeys(some.get(0).handle(), some.get(1).handle());
        again.forEach((handle, content) -> assertThat(content).isEqualTo(loaded.get(handle)));
    }

    @Test
    void namesTheDamagedOfARangeAndDeliversTheOthers() {
        flip(blobs.get(2).offset());
        List<PackedBlob> sound = new ArrayList<>();
        List<PackedBlob> damaged = new ArrayList<>();
        index.load(pack, blobs, new BlobConsumer() {
            @Override
            public void accept(PackedBlob blob, byte[] content) {
                sound.add(blob);
            }

            @Override
            public void damaged(PackedBlob blob, DamagedException problem) {
                damaged.add(blob);
            }
        });
        assertThat(damaged).containsExactly(blobs.get(2));
        assertThat(sound).hasSize(BLOBS - 1);
        assertThatThrownBy(this::loadRange).isInstanceOf(DamagedException.class);
    }

    @Test
    void doesNotTakeAnOutageForDamage() {
        faulty.breakCall(0, Fault.TRANSIENT, true);
        assertThatThrownBy(() -> index.load(blobs.get(0).handle())).isInstanceOf(TransientException.class);
        assertThatThrownBy(this::loadRange).isInstanceOf(TransientException.class);
    }

    @Test
    void saysThatABlobIsInNoIndex() {
        assertThat(index.locate(BlobHandle.tree(pack))).isEmpty();
        assertThatThrownBy(() -> index.load(BlobHandle.tree(pack))).isInstanceOf(DamagedException.class)
                .hasMessageContaining("no index");
    }

    @Test
    void readsAnIndexAgainWhoseBytesChangedOnTheWay() throws IOException {
        try (Repository other = SmallBackup.open(backend)) {
            other.index().write(writer -> writer.storeTree(new TreeWriter().finish()));
        }
        faulty.breakCall(1, Fault.CHANGED_BYTES, false);
        index.refresh();
        assertThat(faulty.calls()).as("listed, read, read again").isEqualTo(3);
        assertThat(index.damagedIndexFiles()).isEmpty();
        assertThat(index.contains(BlobHandle.tree(TreeWriter.EMPTY_TREE))).isTrue();
    }

    @Test
    void leavesADamagedIndexOutAndNamesIt() throws IOException {
        index.write(writer -> writer.storeTree(new TreeWriter().finish()));
        Handle victim = firstIndex();
        backend.overwrite(victim, new byte[0]);
        try (Repository other = SmallBackup.open(backend)) {
            assertThat(other.index().damagedIndexFiles().keySet()).containsExactly(Id.parse(victim.name()));
            assertThat(other.index().indexFiles()).isEqualTo(1);
            assertThat(other.index().statistics().packs()).isEqualTo(1);
        }
    }

    private Handle firstIndex() {
        List<Handle> files = new ArrayList<>();
        backend.list(FileType.INDEX, (file, size) -> files.add(file));
        return files.get(0);
    }

    @Test
    void refreshDropsWhatOthersRemovedAndAddsWhatTheyWrote() throws IOException {
        try (Repository other = SmallBackup.open(backend)) {
            other.index().write(writer -> writer.storeTree(new TreeWriter().finish()));
            assertThat(index.contains(BlobHandle.tree(TreeWriter.EMPTY_TREE))).isFalse();
            index.refresh();
            assertThat(index.contains(BlobHandle.tree(TreeWriter.EMPTY_TREE))).isTrue();
        }
        backend.remove(largestIndex());
        index.refresh();
        assertThat(index.contains(blobs.get(0).handle())).isFalse();
        assertThat(index.contains(BlobHandle.tree(TreeWriter.EMPTY_TREE))).isTrue();
    }

    /** Finds the index file that names the data. */
    private Handle largestIndex() {
        List<Handle> files = new ArrayList<>();
        backend.list(FileType.INDEX, (file, size) -> files.add(file));
        return files.stream().max((a, b) -> Long.compare(backend.size(a), backend.size(b))).orElseThrow();
    }

    @Test
    void keepsTreesInASmallCache() throws IOException {
        Id tree = index.write(writer -> writer.storeTree(new TreeWriter().finish()));
        index.tree(tree);
        faulty.heal();
        assertThat(index.tree(tree)).isEmpty();
        assertThat(faulty.calls()).isZero();
    }
}
