package cerb.backup.operation.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.BackendException;
import cerb.backup.backend.FaultyBackend.Fault;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.TransientException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sink that fails, and how often it is asked. */
class PauseTest {
    @TempDir
    private Path directory;
    private MirrorScene scene;

    @BeforeEach
    void begin() {
        scene = new MirrorScene(directory);
    }

    @Test
    void pausesLongerAfterEachFailureUntilSomethingIsConfirmed() {
        scene.options = MirrorScene.OPTIONS.withPauses(Duration.ofSeconds(1), Duration.ofSeconds(60));
        scene.restart();
        scene.drain();
        scene.checkpoint(1);
        scene.sink.breakCall(0, Fault.TRANSIENT, true);
        assertThat(attemptsWithin(Duration.ofSeconds(600))).as("after 0, 1, 3, 7, 15, 31, 63, 123 seconds and each minute").isEqualTo(15);
        scene.sink.heal();
        scene.now = scene.now.plusSeconds(60);
        scene.drain();
        scene.assertEqual();
        scene.checkpoint(1);
        scene.sink.breakCall(0, Fault.TRANSIENT, true);
        assertThat(attemptsWithin(Duration.ofSeconds(3))).isEqualTo(2);
    }

    @Test
    void severalFilesOfOneRoundAreOneFailure() {
        scene.options = MirrorScene.OPTIONS.withPauses(Duration.ofSeconds(1), Duration.ofMinutes(5));
        scene.restart();
        scene.drain();
        scene.checkpoint(4);
        List<Outgoing> packs = Stream.generate(scene.mirror::next).limit(4).flatMap(Optional::stream).toList();
        packs.forEach(pack -> scene.mirror.failed(pack, new TransientException("broken")));
        scene.drain();
        assertThat(scene.failures).hasSize(1);
        scene.now = scene.now.plusSeconds(1);
        scene.drain();
        scene.assertEqual();
    }

    /** A store that takes small files and refuses large ones is not asked every ten seconds for ever. */
    @Test
    void aFileInFlightThatArrivesEndsNoPause() {
        scene.options = MirrorScene.OPTIONS.withPauses(Duration.ofSeconds(10), Duration.ofMinutes(5));
        scene.restart();
        scene.drain();
        scene.checkpoint(2);
        List<Outgoing> packs = Stream.generate(scene.mirror::next).limit(2).flatMap(Optional::stream).toList();
        scene.mirror.failed(packs.get(0), new TransientException("too large"));
        scene.mirror.confirm(packs.get(1), packs.get(1).size(), null);
        scene.now = scene.now.plusSeconds(9);
        assertThat(scene.mirror.next()).isEmpty();
        scene.now = scene.now.minusSeconds(7200);
        assertThat(scene.mirror.next()).as("the clock was set back").isPresent();
    }

    @Test
    void listsNothingAgainAfterARefusalForGood() {
        scene.drain();
        scene.checkpoint(1);
        Outgoing pack = scene.mirror.next().orElseThrow();
        scene.mirror.failed(pack, new PermanentException("denied"));
        scene.sink.heal();
        scene.drain();
        scene.assertEqual();
        assertThat(scene.sink.calls()).as("the config, and save and size of three files").isEqualTo(7);
    }

    @Test
    void waitsForAForeignLock() {
        scene.options = MirrorScene.OPTIONS.withPauses(Duration.ofSeconds(1), Duration.ofMinutes(5));
        scene.restart();
        scene.foreignLock = true;
        scene.checkpoint(1);
        assertThat(attemptsWithin(Duration.ofMinutes(10))).as("after 0, 30, 90, 210 and 450 seconds").isEqualTo(5);
        assertThat(scene.mirror.status().problem()).hasValueSatisfying(problem -> assertThat(problem).contains("held by somebody"));
        scene.foreignLock = false;
        scene.now = scene.now.plusSeconds(300);
        scene.drain();
        scene.assertEqual();
    }

    private int attemptsWithin(Duration time) {
        int attempts = 0;
        for (Instant end = scene.now.plus(time); scene.now.isBefore(end); scene.now = scene.now.plusSeconds(1)) {
            int before = scene.failures.size();
            try {
                scene.drain();
            } catch (BackendException e) {
                assertThat(e).hasMessageContaining("on purpose");
            }
            attempts += scene.failures.size() - before;
        }
        return attempts;
    }
}
