package cerb.backup.repository;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.chunker.GearChunker;
import cerb.backup.crypto.KeyDerivation;
import cerb.backup.crypto.Password;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.document.Snapshot;
import cerb.backup.format.tree.TreeWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RepositoryTest {
    private static final Password PASSWORD = Password.of("secret");
    private static final RepositoryOptions OPTIONS = RepositoryOptions.defaults().withKeyDerivation(new KeyDerivation(1024, 8, 1));
    private final MemoryBackend backend = new MemoryBackend();

    @Test
    void readsInANewProcessWhatWasWritten() throws IOException {
        byte[] content = new byte[5 << 20];
        new Random(1).nextBytes(content);
        StoredContent stored;
        Id snapshot;
        try (Repository repository = Repository.init(backend, PASSWORD, OPTIONS)) {
            GearChunker chunker = new GearChunker(repository.config().chunkerPolynomial());
            stored = repository.index().write(writer -> {
                writer.storeTree(new TreeWriter().finish());
                return writer.store(new ByteArrayInputStream(content), chunker);
            });
            snapshot = repository.saveSnapshot(Snapshot.of(Instant.EPOCH, TreeWriter.EMPTY_TREE, List.of("/a"), "host"));
        }
        try (Repository repository = Repository.open(backend, PASSWORD, OPTIONS)) {
            assertThat(repository.snapshots()).extracting(StoredSnapshot::id).containsExactly(snapshot);
            assertThat(repository.index().tree(TreeWriter.EMPTY_TREE)).isEmpty();
            assertThat(stored.size()).isEqualTo(content.length);
            int offset = 0;
            for (Id blob : stored.blobs()) {
                byte[] bytes = repository.index().load(BlobHandle.data(blob));
                assertThat(bytes).isEqualTo(java.util.Arrays.copyOfRange(content, offset, offset + bytes.length));
                offset += bytes.length;
            }
            assertThat(offset).isEqualTo(content.length);
        }
    }
}
