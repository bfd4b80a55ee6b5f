package cerb.backup.repository.write;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.IndexFile.IndexedPack;
import cerb.backup.format.PackedBlob;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingIndexTest {
    private final List<Integer> saved = new ArrayList<>();
    private final PendingIndex pending = new PendingIndex(Clock.systemUTC(), packs -> saved.add(packs.size()));

    /** Until they are in an index they cannot be dropped from a small disk, nor be found again after a crash. */
    @Test
    void largePacksOfALongRunAreIndexedBeforeItsEnd() {
        for (int pack = 0; pack < 300; pack++) {
            Id id = Id.hash(("pack " + pack).getBytes(StandardCharsets.US_ASCII));
            pending.add(new IndexedPack(id, List.of(new PackedBlob(BlobHandle.data(id), 0, 100, 0))));
        }
        assertThat(saved).containsExactly(128, 128);
        pending.save();
        assertThat(saved).containsExactly(128, 128, 44);
    }
}
