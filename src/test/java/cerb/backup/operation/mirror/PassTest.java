package cerb.backup.operation.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a pass stays open. Each begins with a look at the sink's config, and holds a lock. */
class PassTest {
    @TempDir
    Path directory;
    private MirrorScene scene;

    @BeforeEach
    void begin() {
        scene = new MirrorScene(directory);
    }

    @Test
    void endsAtOnceAfterASingleCheckpoint() {
        checkpoints(2, Duration.ofMinutes(10));
        assertThat(scene.locksHeld).isZero();
    }

    @Test
    void servesSeveralCheckpointsUnderSteadyChange() {
        checkpoints(3, Duration.ofMinutes(1));
        assertThat(scene.locksHeld).as("the next is expected soon").isEqualTo(1);
        scene.sink.heal();
        checkpoints(4, Duration.ofMinutes(1));
        assertThat(scene.sink.calls()).as("save and size of 4 x 3 files, and nothing else").isEqualTo(24);
        scene.assertEqual();
    }

    @Test
    void givesOthersTheirTurnUnderSteadyChange() {
        checkpoints(3, Duration.ofMinutes(1));
        for (int i = 0; i < 3; i++) {
            int looks = 0;
            while (scene.locksHeld > 0) {
                scene.now = scene.now.plusSeconds(10);
                if (looks++ % 6 == 0) {
                    scene.checkpoint(1);
                }
                scene.drain();
            }
            assertThat(looks).as("less than five minutes, of ten seconds each").isBetween(20, 30);
            checkpoints(1, Duration.ofSeconds(30));
            assertThat(scene.locksHeld).isEqualTo(1);
        }
        scene.assertEqual();
    }

    @Test
    void endsWhenTheCheckpointsEnd() {
        checkpoints(3, Duration.ofMinutes(1));
        scene.now = scene.now.plusSeconds(100);
        scene.drain();
        assertThat(scene.locksHeld).isZero();
    }

    @Test
    void looksAtAllWhenItIsTimeToUnderSteadyChange() {
        checkpoints(3, Duration.ofMinutes(1));
        Handle gone = scene.sent.get(scene.sent.size() - 1);
        scene.far.remove(gone);
        scene.now = scene.now.plus(MirrorScene.OPTIONS.verify()).minusSeconds(200);
        checkpoints(4, Duration.ofMinutes(1));
        assertThat(scene.sent.indexOf(gone)).isLessThan(scene.sent.lastIndexOf(gone));
    }

    @Test
    void givesTheLockBackWhenItIsClosed() {
        checkpoints(3, Duration.ofMinutes(1));
        scene.mirror.close();
        assertThat(scene.locksHeld).isZero();
    }

    @Test
    void beginsAgainWhereTheLockWasLostMeanwhile() {
        checkpoints(3, Duration.ofMinutes(1));
        scene.lockLost = true;
        scene.drain();
        scene.lockLost = false;
        checkpoints(1, Duration.ofMinutes(1));
        scene.assertEqual();
    }

    @Test
    void waitsForTheIndexAndTheSnapshotOfPacks() {
        scene.drain();
        Handle pack = new Handle(FileType.DATA, "ab".repeat(32));
        scene.local.save(pack, Content.of(new byte[] {1}));
        scene.mirror.written(pack, 1);
        assertThat(scene.mirror.next()).as("the rest is likely to follow").isEmpty();
        scene.now = scene.now.plusSeconds(3);
        assertThat(scene.mirror.next()).as("a long run sends while it goes on").isPresent();
    }

    @Test
    void snapshotFollowsItsPacksThoughASinkWasPrunedInTheMiddleOfARun() {
        checkpoints(1, Duration.ofMinutes(1));
        scene.quiet = false;
        Handle pack = scene.save(FileType.DATA, "pack of a long run");
        Handle index = scene.save(FileType.INDEX, pack.path());
        checkpoints(1, Duration.ofMinutes(1));
        assertThat(scene.mirror.isConfirmed(pack)).isTrue();
        assertThat(scene.mirror.isSettled(pack)).as("the snapshot was that of another run").isFalse();
        assertThat(scene.locksHeld).as("while the run goes on").isEqualTo(1);
        scene.now = scene.now.plusSeconds(300);
        scene.drain();
        assertThat(scene.locksHeld).as("for others").isZero();
        scene.far.remove(index);
        scene.far.remove(pack);
        scene.save(FileType.SNAPSHOT, index.path());
        scene.quiet = true;
        scene.drain();
        scene.assertEqual();
        assertThat(scene.mirror.isSettled(pack)).isTrue();
        assertThat(scene.locksHeld).isZero();
    }

    @Test
    void endsAtOnceWhenTheLastRunHasEnded() {
        scene.quiet = false;
        checkpoints(1, Duration.ofMinutes(1));
        scene.quiet = true;
        assertThat(scene.mirror.next()).isEmpty();
        assertThat(scene.locksHeld).isZero();
        scene.sink.heal();
        checkpoints(1, Duration.ofMinutes(1));
        assertThat(scene.sink.calls()).as("size and content of the config, and save and size of three files: nothing is listed").isEqualTo(8);
    }

    /** Checkpoints of one pack, each at the end of its time. */
    private void checkpoints(int count, Duration each) {
        for (int i = 0; i < count; i++) {
            scene.now = scene.now.plus(each);
            scene.checkpoint(1);
            scene.drain();
            assertThat(scene.mirror.backlog().isEmpty()).isTrue();
        }
    }
}
