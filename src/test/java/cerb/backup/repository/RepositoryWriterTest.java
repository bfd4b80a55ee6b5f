package cerb.backup.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.ClockOf;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.chunker.GearChunker;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.BlobType;
import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import cerb.backup.format.tree.TreeWriter;
import cerb.backup.repository.index.Location;
import cerb.backup.repository.shared.RepositoryException;
import cerb.backup.repository.shared.StoredContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepositoryWriterTest {
    private static final int MEBIBYTE = 1 << 20;

    private final MemoryBackend backend = new MemoryBackend();
    private volatile Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final Repository repository = Repository.init(backend, SmallBackup.PASSWORD, SmallBackup.OPTIONS.withClock(new ClockOf(() -> now)));
    private final IndexedRepository index = repository.index();

    @AfterEach
    void close() {
        repository.close();
    }

    private int count(FileType type) {
        List<Handle> files = new ArrayList<>();
        backend.list(type, (handle, size) -> files.add(handle));
        return files.size();
    }

    private static Id store(RepositoryWriter writer, byte[] bytes) {
        return writer.storeData(bytes, 0, bytes.length);
    }

    @Test
    void writesNothingForNothing() throws IOException {
        index.write(writer -> null);
        assertThat(count(FileType.DATA) + count(FileType.INDEX)).isZero();
    }

    @Test
    void storesEachBlobOnce() throws IOException {
        byte[] bytes = SmallBackup.random(1, 5000);
        index.write(writer -> {
            assertThat(store(writer, bytes)).isEqualTo(store(writer, bytes)).isEqualTo(Id.hash(bytes));
            return null;
        });
        index.write(writer -> store(writer, bytes));
        assertThat(index.statistics().dataBlobs()).isEqualTo(1);
        assertThat(count(FileType.DATA)).isEqualTo(1);
        assertThat(count(FileType.INDEX)).isEqualTo(1);
    }

    @Test
    void keepsTheSameBytesAsDataAndAsTreeApart() throws IOException {
        byte[] tree = new TreeWriter().finish();
        index.write(writer -> {
            assertThat(store(writer, tree)).isEqualTo(writer.storeTree(tree));
            return null;
        });
        Location data = index.locate(BlobHandle.data(TreeWriter.EMPTY_TREE)).orElseThrow();
        Location asTree = index.locate(BlobHandle.tree(TreeWriter.EMPTY_TREE)).orElseThrow();
        assertThat(data.pack()).isNotEqualTo(asTree.pack());
    }

    @Test
    void storesTheEmptyBlobPlain() throws IOException {
        Id id = index.write(writer -> writer.storeData(new byte[0], 0, 0));
        assertThat(index.load(BlobHandle.data(id))).isEmpty();
        assertThat(index.locate(BlobHandle.data(id)).orElseThrow().blob().isCompressed()).isFalse();
    }

    @Test
    void compressesWhatGetsSmallerOnly() throws IOException {
        Id text = index.write(writer -> store(writer, SmallBackup.text(1, 50_000)));
        Id noise = index.write(writer -> store(writer, SmallBackup.random(1, 50_000)));
        PackedBlob stored = index.locate(BlobHandle.data(text)).orElseThrow().blob();
        assertThat(stored.isCompressed()).isTrue();
        assertThat(stored.length()).isLessThan(25_000);
        assertThat(index.locate(BlobHandle.data(noise)).orElseThrow().blob().length()).isEqualTo(50_032);
    }

    @Test
    void makesOnePackOfLittleData() throws IOException {
        index.write(writer -> {
            IntStream.range(0, 50).forEach(i -> store(writer, SmallBackup.random(i, 1000)));
            writer.storeTree(new TreeWriter().finish());
            return null;
        });
        assertThat(count(FileType.DATA)).as("one of data, one of trees").isEqualTo(2);
        assertThat(count(FileType.INDEX)).isEqualTo(1);
    }

    @Test
    void fillsPacksToTheSizeWanted() throws IOException {
        index.write(writer -> {
            IntStream.range(0, 80).forEach(i -> store(writer, SmallBackup.random(i, 100_000)));
            return null;
        });
        List<Long> sizes = new ArrayList<>();
        index.listPacks((pack, size) -> sizes.add(size));
        assertThat(sizes).as("eight million bytes").hasSizeBetween(7, 9);
        assertThat(sizes.stream().filter(size -> size < MEBIBYTE)).as("the rest of two open packs").hasSizeLessThanOrEqualTo(2);
        assertThat(sizes).allMatch(size -> size < MEBIBYTE + 110_000);
        SmallBackup.assertSound(repository);
    }

    @Test
    void doesNotMixTreesWithData() throws IOException {
        index.write(writer -> {
            for (int i = 0; i < 30; i++) {
                store(writer, SmallBackup.random(i, 100_000));
                writer.storeTree(SmallBackup.random(i, 100_000));
            }
            return null;
        });
        List<Set<BlobType>> packs = new ArrayList<>();
        index.forEachPack((pack, blobs) -> packs.add(blobs.stream().map(blob -> blob.handle().type()).collect(Collectors.toSet())));
        assertThat(packs).contains(Set.of(BlobType.DATA), Set.of(BlobType.TREE)).allMatch(types -> types.size() == 1);
    }

    @Test
    void isDurableAndIndexedAfterAFlush() {
        try (RepositoryWriter writer = index.openWriter()) {
            Id first = store(writer, SmallBackup.random(1, 1000));
            assertThat(index.contains(BlobHandle.data(first))).isFalse();
            writer.flush();
            assertThat(index.contains(BlobHandle.data(first))).isTrue();
            try (Repository other = SmallBackup.open(backend)) {
                assertThat(other.index().load(BlobHandle.data(first))).isEqualTo(SmallBackup.random(1, 1000));
            }
            Id second = store(writer, SmallBackup.random(2, 1000));
            writer.flush();
            assertThat(index.contains(BlobHandle.data(second))).isTrue();
        }
        assertThat(count(FileType.INDEX)).isEqualTo(2);
    }

    @Test
    void dropsWhatWasNotFlushed() {
        try (RepositoryWriter writer = index.openWriter()) {
            store(writer, SmallBackup.random(1, 1000));
        }
        assertThat(count(FileType.DATA) + count(FileType.INDEX)).isZero();
    }

    @Test
    void endsWhenClosed() {
        RepositoryWriter writer = index.openWriter();
        writer.close();
        assertThatThrownBy(() -> store(writer, new byte[1])).isInstanceOf(RepositoryException.class);
        assertThatThrownBy(writer::flush).isInstanceOf(RepositoryException.class);
    }

    @Test
    void savesAnIndexInBetweenWhenBlobsAreMany() {
        try (RepositoryWriter writer = index.openWriter()) {
            byte[] bytes = new byte[8];
            for (int i = 0; i < 90_000; i++) {
                bytes[0] = (byte) i;
                bytes[1] = (byte) (i >> 8);
                bytes[2] = (byte) (i >> 16);
                store(writer, bytes);
            }
            awaitCount(FileType.INDEX, 1);
            writer.flush();
        }
        assertThat(index.statistics().dataBlobs()).isEqualTo(90_000);
        SmallBackup.assertSound(repository);
    }

    @Test
    void savesAnIndexInBetweenAfterTenMinutes() {
        try (RepositoryWriter writer = index.openWriter()) {
            fillPacks(writer, 0);
            assertThat(count(FileType.INDEX)).isZero();
            now = now.plus(Duration.ofMinutes(11));
            fillPacks(writer, 100);
            writer.flush();
            assertThat(count(FileType.INDEX)).isEqualTo(2);
        }
    }

    /** Fills more than one pack, and waits until a pack is there. */
    private void fillPacks(RepositoryWriter writer, int seed) {
        int before = count(FileType.DATA);
        for (int i = 0; i < 4; i++) {
            store(writer, SmallBackup.random(seed + i, MEBIBYTE));
        }
        awaitCount(FileType.DATA, before + 4);
    }

    private void awaitCount(FileType type, int files) {
        Instant end = Instant.now().plusSeconds(20);
        while (count(type) < files) {
            assertThat(Instant.now()).as("files in " + type).isBefore(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void passesOnThatTheSourceFails() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk is gone");
            }
        };
        assertThatThrownBy(() -> index.write(writer -> writer.store(failing, chunker()))).isInstanceOf(IOException.class)
                .hasMessage("disk is gone");
        assertThat(count(FileType.INDEX)).isZero();
    }

    private GearChunker chunker() {
        return new GearChunker(repository.config().chunkerPolynomial());
    }

    @Test
    void servesManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<StoredContent> stored = index.write(writer -> {
            List<Future<StoredContent>> running = IntStream.range(0, 24).mapToObj(i -> threads.submit(() -> writer.store(
                    new ByteArrayInputStream(SmallBackup.random(i / 2, 700_000 + i / 2)), chunker()))).toList();
            return running.stream().map(RepositoryWriterTest::get).toList();
        });
        threads.shutdown();
        for (int i = 0; i < 24; i++) {
            assertThat(stored.get(i).blobs()).isEqualTo(stored.get(i / 2 * 2).blobs());
            assertThat(stored.get(i).size()).isEqualTo(700_000 + i / 2);
        }
        assertThat(stored.stream().mapToLong(StoredContent::added).sum()).isEqualTo(index.statistics().rawBytes());
        SmallBackup.assertSound(repository);
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void countsWhatIsNew() {
        try (RepositoryWriter writer = index.openWriter()) {
            store(writer, SmallBackup.random(1, 1000));
            store(writer, SmallBackup.random(1, 1000));
            writer.storeTree(new TreeWriter().finish());
            writer.flush();
            assertThat(writer.statistics().dataBlobs()).isEqualTo(1);
            assertThat(writer.statistics().treeBlobs()).isEqualTo(1);
            assertThat(writer.statistics().rawBytes()).isEqualTo(1000 + new TreeWriter().finish().length);
            assertThat(writer.statistics().storedBytes()).isGreaterThan(1064);
        }
    }

    @Test
    void writersAtOnceDoNotRelyOnEachOthersUnfinishedBlobs() {
        byte[] bytes = SmallBackup.random(1, 1000);
        try (RepositoryWriter failing = index.openWriter();
                RepositoryWriter writer = index.openWriter()) {
            store(failing, bytes);
            store(writer, bytes);
            failing.close();
            writer.flush();
        }
        assertThat(index.load(new BlobHandle(BlobType.DATA, Id.hash(bytes)))).isEqualTo(bytes);
    }
}
