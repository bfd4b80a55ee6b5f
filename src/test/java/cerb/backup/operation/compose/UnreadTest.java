package cerb.backup.operation.compose;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import cerb.backup.storage.watch.DirtyBatch;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class UnreadTest {
    private static final RelativePath CLOSED = RelativePath.of("attachments/8/closed");

    @Test
    void directoryThatCouldNotBeListedIsListedAgain() {
        DirtyBatch batch = Unread.with(HelpdeskFixture.dirty("attachments/8/q/1", "attachments/8/x"), Set.of(CLOSED));
        assertThat(batch.touches(CLOSED)).isTrue();
        assertThat(batch.directory(CLOSED).orElseThrow().all()).isTrue();
        assertThat(batch.directory(RelativePath.of("attachments/8")).orElseThrow().names())
                .containsExactlyInAnyOrder(FileName.of("x"), FileName.of("closed"));
        assertThat(batch.directory(RelativePath.of("attachments/8/q"))).isPresent();
    }

    @Test
    void unreadBelowUnreadStaysWholeDirty() {
        RelativePath below = CLOSED.child(FileName.of("below"));
        DirtyBatch batch = Unread.with(HelpdeskFixture.dirty("other/file"), Set.of(CLOSED, below));
        assertThat(batch.directory(CLOSED).orElseThrow().all()).isTrue();
        assertThat(batch.directory(below).orElseThrow().all()).isTrue();
    }

    @Test
    void checkpointDoesNotForgetWhatAWalkFoundMeanwhile() {
        var unread = new Unread();
        Set<RelativePath> before = unread.paths();
        unread.replace(Set.of(), Set.of(CLOSED));
        unread.replace(before, Set.of());
        assertThat(unread.paths()).containsExactly(CLOSED);
        unread.replace(unread.paths(), Set.of());
        assertThat(unread.paths()).isEmpty();
    }
}
