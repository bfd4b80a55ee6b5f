package cerb.backup.operation.check;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.crypto.Envelope;
import cerb.backup.crypto.MasterKey;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.BlobType;
import cerb.backup.format.Id;
import cerb.backup.format.IndexFile;
import cerb.backup.format.IndexFile.IndexedPack;
import cerb.backup.format.PackHeader;
import cerb.backup.format.PackedBlob;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Finding.Severity;
import cerb.backup.repository.Initialization;
import cerb.backup.repository.Repository;
import cerb.backup.repository.SmallBackup;
import cerb.backup.repository.file.UnpackedFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Index files and packs that no careful writer makes, and an index that is not the one in memory any more. */
final class AlienIndexTest {
    @TempDir
    Path root;
    private LocalBackend backend;
    private MasterKey key;
    private UnpackedFiles files;

    @BeforeEach
    void makeRepository() throws IOException {
        backend = new LocalBackend(root.resolve("repository"));
        try (Repository repository = SmallBackup.init(backend)) {
            new SmallBackup(1).take(repository);
        }
        key = new Initialization(backend, SmallBackup.OPTIONS).open(SmallBackup.PASSWORD).key();
        files = new UnpackedFiles(backend, key, true);
    }

    private CheckResult check(CheckOptions options) {
        try (Repository repository = SmallBackup.open(new LocalBackend(root.resolve("repository")))) {
            return new Check(repository, Observer.NONE).run(options);
        }
    }

    private int restic(ResticVersion version) {
        return Oracles.restic(version).ask(root.resolve("repository").toString(), SmallBackup.PASSWORD_TEXT, "check", "--read-data").exitCode();
    }

    private List<Handle> handles(FileType type) {
        List<Handle> handles = new ArrayList<>();
        backend.list(type, (handle, size) -> handles.add(handle));
        return handles;
    }

    private List<IndexedPack> indexed() {
        List<IndexedPack> packs = new ArrayList<>();
        handles(FileType.INDEX).forEach(file -> files.loadIndex(file, json -> {
            IndexFile.read(json, packs::add);
            return null;
        }));
        return packs;
    }

    private void save(List<IndexedPack> packs) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        IndexFile.write(json, packs);
        files.save(FileType.INDEX, json.toByteArray());
    }

    /** Replaces all index files by these two; an empty one is left out. */
    private void replaceIndex(List<IndexedPack> first, List<IndexedPack> second) throws IOException {
        List<Handle> old = handles(FileType.INDEX);
        for (List<IndexedPack> packs : List.of(first, second)) {
            if (!packs.isEmpty()) {
                save(packs);
            }
        }
        old.forEach(backend::remove);
    }

    /** Replaces the blobs that the index names of the pack with the most. */
    private Id change(UnaryOperator<List<PackedBlob>> change) throws IOException {
        List<IndexedPack> packs = indexed();
        IndexedPack largest = largest(packs);
        packs.replaceAll(pack -> pack == largest ? new IndexedPack(pack.pack(), change.apply(new ArrayList<>(pack.blobs()))) : pack);
        replaceIndex(packs, List.of());
        return largest.pack();
    }

    private static IndexedPack largest(List<IndexedPack> packs) {
        return packs.stream().max((a, b) -> Integer.compare(a.blobs().size(), b.blobs().size())).orElseThrow();
    }

    private static void assertFound(CheckResult result, Severity severity, String subject, String message) {
        assertThat(result.findings()).anySatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.subject()).isEqualTo(subject);
            assertThat(finding.message()).contains(message);
        });
        assertThat(result.damaged()).isEqualTo(severity == Severity.DAMAGE);
    }

    @Test
    void aPackInTwoIndexFilesIsWorthANote() throws IOException {
        List<IndexedPack> packs = indexed();
        save(packs.subList(0, 1));
        assertFound(check(CheckOptions.everything()), Severity.NOTE, "pack " + packs.get(0).pack(), "more than one index file");
        assertThat(restic(ResticVersion.NEWER)).isZero();
    }

    @Test
    void aPackSplitOverTwoEntriesIsDamage() throws IOException {
        List<IndexedPack> packs = indexed();
        IndexedPack whole = largest(packs);
        packs.remove(whole);
        packs.add(new IndexedPack(whole.pack(), whole.blobs().subList(0, 1)));
        replaceIndex(packs, List.of(new IndexedPack(whole.pack(), whole.blobs().subList(1, whole.blobs().size()))));
        assertFound(check(CheckOptions.structure()), Severity.DAMAGE, "pack " + whole.pack(), "is split");
    }

    @Test
    void blobsThatOverlapOrLeaveAGapAreFoundWithoutReading() throws IOException {
        Id pack = change(blobs -> {
            PackedBlob second = blobs.get(1);
            blobs.set(1, new PackedBlob(second.handle(), second.offset() - 1, second.length(), second.uncompressedLength()));
            return blobs;
        });
        assertFound(check(CheckOptions.structure()), Severity.DAMAGE, "pack " + pack, "overlaps the blob before it");
        change(blobs -> {
            PackedBlob second = blobs.get(1);
            blobs.set(1, new PackedBlob(second.handle(), second.offset() + 2, second.length(), second.uncompressedLength()));
            return blobs;
        });
        assertFound(check(CheckOptions.structure()), Severity.DAMAGE, "pack " + pack, "does not follow the blob before it");
    }

    @Test
    void anEntryThatLacksABlobIsFoundWithoutReading() throws IOException {
        Id pack = change(blobs -> blobs.subList(0, blobs.size() - 1));
        assertFound(check(CheckOptions.structure()), Severity.DAMAGE, "pack " + pack, "bytes instead of");
    }

    /** The same bytes are in two packs; of one the index says another length, and the header too. */
    @Test
    void oneBlobOfTwoLengthsIsDamage() throws IOException {
        IndexedPack whole = indexed().stream().filter(pack -> pack.blobs().get(0).isCompressed()).findFirst().orElseThrow();
        PackedBlob blob = whole.blobs().get(0);
        Id pack = writePack(new PackedBlob(blob.handle(), 0, blob.length(), blob.uncompressedLength() + 7), stored(whole.pack(), blob));
        CheckResult structure = check(CheckOptions.structure());
        assertThat(structure.damaged()).isTrue();
        assertThat(structure.findings()).extracting(Finding::message).anyMatch(message -> message.contains("bytes here and"));
        assertFound(check(CheckOptions.everything()), Severity.DAMAGE, "pack " + pack, "instead of " + (blob.uncompressedLength() + 7));
    }

    @Test
    void aPackOfDataAndTreesIsWorthANote() throws IOException {
        byte[] data = "data".getBytes(StandardCharsets.UTF_8);
        byte[] tree = "{\"nodes\":[]}\n".getBytes(StandardCharsets.UTF_8);
        byte[] first = new Envelope(key).seal(data);
        byte[] second = new Envelope(key).seal(tree);
        Id pack = writePack(List.of(new PackedBlob(new BlobHandle(BlobType.DATA, Id.hash(data)), 0, first.length, 0),
                new PackedBlob(new BlobHandle(BlobType.TREE, Id.hash(tree)), first.length, second.length, 0)), first, second);
        assertFound(check(CheckOptions.everything()), Severity.NOTE, "pack " + pack, "data and directories together");
        assertThat(restic(ResticVersion.NEWER)).isZero();
    }

    /** A daemon has read index, snapshots and trees long ago; what has happened to the files since it must find all the same. */
    @Test
    void whatIsInMemoryDoesNotHideWhatIsOnTheDisk() throws IOException {
        try (Repository repository = SmallBackup.open(backend)) {
            assertThat(new Check(repository, Observer.NONE).run(CheckOptions.everything()).findings()).isEmpty();
            for (FileType type : List.of(FileType.SNAPSHOT, FileType.INDEX, FileType.DATA)) {
                Handle file = type == FileType.DATA ? treePack() : handles(type).get(0);
                byte[] whole = backend.load(file, 0, -1, in -> in.readAllBytes());
                repository.index().tree(repository.rereadSnapshots((id, problem) -> { }).get(0).snapshot().tree());
                byte[] flipped = whole.clone();
                flipped[20] ^= 1;
                replace(file, flipped);
                assertThat(new Check(repository, Observer.NONE).run(CheckOptions.structure()).damaged()).as(type.toString()).isTrue();
                replace(file, whole);
                assertThat(new Check(repository, Observer.NONE).run(CheckOptions.everything()).findings()).isEmpty();
            }
        }
    }

    private Handle treePack() {
        return indexed().stream().filter(pack -> pack.blobs().get(0).handle().type() == BlobType.TREE)
                .map(pack -> new Handle(FileType.DATA, pack.pack().toString())).findFirst().orElseThrow();
    }

    private void replace(Handle file, byte[] bytes) {
        backend.remove(file);
        backend.save(file, Content.of(bytes));
    }

    private byte[] stored(Id pack, PackedBlob blob) {
        return backend.load(new Handle(FileType.DATA, pack.toString()), blob.offset(), blob.length(), in -> in.readAllBytes());
    }

    private Id writePack(PackedBlob blob, byte[] stored) throws IOException {
        return writePack(List.of(blob), stored);
    }

    /** Writes a pack by hand, and an index file that names it. */
    private Id writePack(List<PackedBlob> blobs, byte[]... stored) throws IOException {
        ByteArrayOutputStream pack = new ByteArrayOutputStream();
        for (byte[] blob : stored) {
            pack.write(blob);
        }
        byte[] header = new Envelope(key).seal(PackHeader.encode(blobs));
        pack.write(header);
        pack.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(header.length).array());
        Id id = Id.hash(pack.toByteArray());
        backend.save(new Handle(FileType.DATA, id.toString()), Content.of(pack.toByteArray()));
        save(List.of(new IndexedPack(id, blobs)));
        return id;
    }
}
