package cerb.backup.operation.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.Handle;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As when a machine starts with a clock of next year, which is put right while the daemon runs. */
final class ClockSetBackTest {
    @TempDir
    private Path directory;
    private MirrorScene scene;

    @BeforeEach
    void mirror() {
        scene = new MirrorScene(directory);
        scene.checkpoint(2);
        scene.drain();
        scene.sent.clear();
    }

    private void setBack() {
        scene.now = scene.now.minus(Duration.ofDays(300));
    }

    @Test
    void sinkDoesNotHoldWhatWaitsForIt() {
        Instant before = scene.now;
        scene.checkpoint(1);
        setBack();
        scene.now = scene.now.plusSeconds(10);
        assertThat(before).isAfter(scene.now);
        assertThat(scene.mirror.holds(scene.now)).isFalse();
        scene.drain();
        assertThat(scene.mirror.holds(scene.now)).isTrue();
    }

    @Test
    void sinkIsLookedAtAsOftenAsElse() {
        List<Handle> files = scene.checkpoint(1);
        scene.drain();
        setBack();
        scene.far.remove(files.get(0));
        scene.sent.clear();
        scene.drain();
        assertThat(scene.sent).containsExactly(files.get(0));
        scene.assertEqual();
        scene.far.remove(files.get(0));
        scene.drain();
        assertThat(scene.sent).as("not at each turn").hasSize(1);
    }

    /** A step of the clock's care is none. */
    @Test
    void aMomentIsNoReasonToLookAgain() {
        List<Handle> files = scene.checkpoint(1);
        scene.drain();
        scene.sent.clear();
        scene.far.remove(files.get(0));
        scene.now = scene.now.minusSeconds(1);
        scene.drain();
        assertThat(scene.sent).isEmpty();
    }
}
