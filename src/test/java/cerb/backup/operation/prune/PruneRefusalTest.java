package cerb.backup.operation.prune;

import static cerb.backup.operation.prune.PruneScene.THOROUGH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.report.OperationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A prune that cannot tell for sure what is needed removes nothing. */
final class PruneRefusalTest {
    @TempDir
    Path root;
    private final MemoryBackend backend = new MemoryBackend();
    private PruneScene scene;
    private Id kept;

    @BeforeEach
    void begin() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        scene = new PruneScene(helpdesk, helpdesk.engine(backend));
        scene.checkpoint();
        scene.write("mail/first", 1, 100_000);
        Id first = scene.checkpoint();
        scene.helpdesk.delete("mail/first");
        scene.write("mail/second", 2, 100_000);
        kept = scene.checkpoint();
        scene.forget(first);
    }

    private Handle packOf(BlobHandle blob) {
        return new Handle(FileType.DATA, scene.engine.repository().index().locate(blob).orElseThrow().pack().toString());
    }

    private BlobHandle rootTree() {
        return BlobHandle.tree(scene.engine.repository().find(kept.toString()).snapshot().tree());
    }

    private Handle first(FileType type) {
        return Handle.parse(scene.files().keySet().stream().filter(path -> path.startsWith(type.directory())).findFirst().orElseThrow()).orElseThrow();
    }

    private void assertRefused(Class<? extends Throwable> type, String... words) {
        SortedMap<String, Long> before = scene.files();
        assertThatThrownBy(() -> scene.prune(THOROUGH)).isInstanceOf(type).hasMessageContainingAll(words);
        assertThat(scene.files()).isEqualTo(before);
    }

    @Test
    void aNeededPackIsMissing() {
        Handle pack = packOf(rootTree());
        scene.engine.repository().index().tree(rootTree().id()); // the walk finds it in the cache, the listing does not find its pack
        backend.remove(pack);
        assertRefused(OperationException.class, "cannot prune");
    }

    @Test
    void aNeededPackIsCutShort() {
        scene.files().keySet().stream().filter(path -> path.startsWith("data/")).map(path -> Handle.parse(path).orElseThrow())
                .forEach(handle -> backend.overwrite(handle, Arrays.copyOf(backend.bytes(handle), backend.bytes(handle).length - 1)));
        assertRefused(OperationException.class, "cannot prune", "bytes instead of");
    }

    @Test
    void aTreeCannotBeRead() {
        Handle pack = packOf(rootTree());
        byte[] bytes = backend.bytes(pack);
        Arrays.fill(bytes, 0, bytes.length / 2, (byte) 1);
        backend.overwrite(pack, bytes);
        assertRefused(OperationException.class, "cannot prune", kept.shortName());
    }

    @Test
    void aSnapshotCannotBeRead() throws IOException {
        backend.overwrite(new Handle(FileType.SNAPSHOT, kept.toString()), new byte[100]);
        scene = scene.reopened(backend);
        assertRefused(OperationException.class, "cannot prune", kept.shortName(), "cannot be read");
    }

    @Test
    void anIndexFileCannotBeRead() throws IOException {
        backend.overwrite(first(FileType.INDEX), new byte[100]);
        scene = scene.reopened(backend);
        assertRefused(OperationException.class, "cannot prune", "index file");
    }

    @Test
    void aNeededBlobIsInNoIndex() {
        scene.files().keySet().stream().filter(path -> path.startsWith("index/")).map(path -> Handle.parse(path).orElseThrow())
                .skip(1).forEach(backend::remove);
        assertRefused(OperationException.class, "cannot prune", "is in no index");
    }

    @Test
    void aPackThatNothingNeedsMayBeMissing() throws IOException {
        Handle unneeded = packOf(BlobHandle.data(Id.hash(HelpdeskFixture.content(1, 100_000))));
        backend.remove(unneeded);
        assertThat(scene.prune(THOROUGH).packsRemoved()).isPositive();
        scene.assertWhole();
    }
}
