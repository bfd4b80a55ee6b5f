package cerb.backup.storage.watch;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DirtySetTest {
    private static final RelativePath A = RelativePath.of("a");
    private static final RelativePath B = RelativePath.of("a/b");

    private final DirtySet dirty = new DirtySet(10_000);

    @Test
    void collectsNamesByDirectory() {
        dirty.mark(B, FileName.of("1"));
        dirty.mark(B, FileName.of("2"));
        dirty.mark(B, FileName.of("1"));
        DirtyBatch batch = dirty.take();
        assertThat(batch.directories()).containsExactly(new DirtyDirectory(B, false, Set.of(FileName.of("1"), FileName.of("2"))));
        assertThat(dirty.isEmpty()).isTrue();
        assertThat(dirty.take().isEmpty()).isTrue();
    }

    @Test
    void knowsWhatABatchTouches() {
        dirty.mark(B, FileName.of("1"));
        DirtyBatch batch = dirty.take();
        assertThat(batch.touches(RelativePath.ROOT)).isTrue();
        assertThat(batch.touches(A)).isTrue();
        assertThat(batch.directory(A)).isEmpty();
        assertThat(batch.touches(RelativePath.of("a/b/1"))).isFalse();
        assertThat(batch.touches(RelativePath.of("b"))).isFalse();
        assertThat(DirtyBatch.everything().touches(A)).isTrue();
    }

    @Test
    void aDirectoryWithTooManyNamesIsDirtyAsAWhole() {
        for (int i = 0; i < 5_000; i++) {
            dirty.mark(A, FileName.of("f" + i));
        }
        assertThat(dirty.take().directories()).containsExactly(new DirtyDirectory(A, true, Set.of()));
    }

    @Test
    void everythingIsDirtyWhenItIsFull() {
        for (int i = 0; i < 5_001; i++) {
            dirty.mark(RelativePath.of("d" + i), FileName.of("f"));
        }
        assertThat(dirty.take().root()).isTrue();
        assertThat(dirty.isEmpty()).isTrue();
    }

    @Test
    void mergesBatchesBackIn() {
        dirty.mark(A, FileName.of("1"));
        dirty.mark(B);
        DirtyBatch rejected = dirty.take();
        dirty.mark(A, FileName.of("2"));
        dirty.merge(rejected);
        DirtyBatch again = dirty.take();
        assertThat(again.directory(A).orElseThrow().names()).containsExactlyInAnyOrder(FileName.of("1"), FileName.of("2"));
        assertThat(again.directory(B).orElseThrow().all()).isTrue();
        dirty.mark(A);
        dirty.merge(DirtyBatch.everything());
        assertThat(dirty.take()).isSameAs(DirtyBatch.everything());
    }
}
