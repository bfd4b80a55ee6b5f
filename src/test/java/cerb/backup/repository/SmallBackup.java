package cerb.backup.repository;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.Backend;
import cerb.backup.chunker.GearChunker;
import cerb.backup.crypto.KeyDerivation;
import cerb.backup.crypto.Password;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.document.Snapshot;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeMetadata;
import cerb.backup.format.tree.NodeName;
import cerb.backup.format.tree.NodeType;
import cerb.backup.format.tree.TreeWriter;
import cerb.backup.repository.shared.Limits;
import cerb.backup.repository.shared.StoredContent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A few files of every kind, {@code /data/...}, to be stored and compared; another number gives other content. */
public final class SmallBackup {
    /** The password of all repositories in tests. */
    public static final String PASSWORD_TEXT = "correct horse";
    /** The password of all repositories in tests. */
    public static final Password PASSWORD = Password.of(PASSWORD_TEXT);
    /** Cheap keys and small packs. */
    public static final RepositoryOptions OPTIONS = RepositoryOptions.defaults().withLimits(Limits.DEFAULT.withThreads(2)).withPackSize(1 << 20)
            .withKeyDerivation(new KeyDerivation(1024, 8, 1)).withLockSettle(Duration.ZERO);

    private static final Instant TIME = Instant.parse("2026-11-23T10:00:00Z");

    private final Map<String, byte[]> files = new TreeMap<>();

    /** Makes the files. */
    public SmallBackup(int number) {
        files.put("empty", new byte[0]);
        files.put("large.bin", random(number, 1_200_000));
        files.put("small.bin", random(number + 1000, 1));
        files.put("text.sql", text(number, 500_000));
        files.put("twin.sql", text(number, 500_000));
    }

    /** Makes an empty repository. */
    public static Repository init(Backend backend) {
        return Repository.init(backend, PASSWORD, OPTIONS);
    }

    /** Opens a repository. */
    public static Repository open(Backend backend) {
        return Repository.open(backend, PASSWORD, OPTIONS);
    }

    static byte[] random(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] text(int number, int length) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; text.length() < length; row++) {
            text.append("(").append(row).append(",'ticket ").append(row * 31L + number).append("'),\n");
        }
        return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the files' contents by their names. */
    public Map<String, byte[]> files() {
        return files;
    }

    /** Stores the files and a snapshot of them, and returns its id. */
    public Id take(Repository repository) throws IOException {
        Id root = repository.index().write(writer -> store(repository, writer));
        return repository.saveSnapshot(Snapshot.of(TIME, root, List.of("/data"), "helpdesk").withSummary(summary()));
    }

    private Snapshot.Summary summary() {
        long bytes = files.values().stream().mapToLong(content -> content.length).sum();
        return new Snapshot.Summary(TIME, TIME, files.size(), 0, 0, 1, 0, 0, 0, 0, 0, 0, files.size(), bytes);
    }

    private Id store(Repository repository, RepositoryWriter writer) throws IOException {
        TreeWriter tree = new TreeWriter();
        GearChunker chunker = new GearChunker(repository.config().chunkerPolynomial());
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            StoredContent content = writer.store(new ByteArrayInputStream(file.getValue()), chunker);
            assertThat(content.size()).isEqualTo(file.getValue().length);
            tree.add(Node.file(NodeName.of(file.getKey()), NodeMetadata.virtual(NodeType.FILE, 0644, TIME), content.size(),
                    content.blobs()));
        }
        Id subtree = writer.storeTree(tree.finish());
        return writer.storeTree(new TreeWriter().add(Node.directory(NodeName.of("data"),
                NodeMetadata.virtual(NodeType.DIRECTORY, 0755, TIME), subtree)).finish());
    }

    /** Reads every file of a snapshot, and compares. */
    public void assertRestorable(Repository repository, Id snapshot) {
        IndexedRepository index = repository.index();
        Node data = index.tree(repository.find(snapshot.toString()).snapshot().tree()).iterator().next();
        Map<String, byte[]> restored = new TreeMap<>();
        for (Node node : index.tree(data.subtree())) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            node.content().forEach(id -> content.writeBytes(index.load(BlobHandle.data(id))));
            restored.put(node.name().toString(), content.toByteArray());
        }
        assertEqual(restored);
    }

    /** Asserts that files are these, byte for byte. */
    public void assertEqual(Map<String, byte[]> others) {
        assertThat(others.keySet()).isEqualTo(files.keySet());
        others.forEach((name, content) -> assertThat(Arrays.equals(content, files.get(name))).as(name).isTrue());
    }

    /** Asserts that nothing is wrong: indexes, sizes, names, headers and blobs of all packs; packs of no index are allowed. */
    public static void assertSound(Repository repository) {
        IndexedRepository index = repository.index();
        index.refresh();
        assertThat(index.damagedIndexFiles()).isEmpty();
        Map<Id, Long> sizes = new TreeMap<>();
        index.listPacks(sizes::put);
        index.forEachPack((pack, blobs) -> {
            assertThat(sizes).as("indexed pack is there").containsEntry(pack, IndexedRepository.packSize(blobs));
            assertThat(index.verifyPack(pack, blobs).problems()).isEmpty();
        });
    }
}
