package cerb.backup.operation.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.TransientException;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.report.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes at a sink by an order to remove, and what stays in spite of one. */
class MirroredRemovalTest {
    @TempDir
    private Path directory;
    private MirrorScene scene;

    @BeforeEach
    void begin() {
        scene = new MirrorScene(directory);
    }

    @Test
    void removesAtTheSinkWhatARecordNamesWhenItIsTime() {
        List<Handle> old = scene.checkpoint(2);
        scene.drain();
        Handle unrelated = scene.name(FileType.DATA);
        scene.far.save(unrelated, Content.of(new byte[] {1}));
        List<Handle> replacement = scene.checkpoint(1);
        scene.journal.append(new Removal(scene.now, "prune", List.of(replacement.get(1)), old));
        old.forEach(scene::remove);
        scene.drain();
        assertThat(MirrorScene.files(scene.far)).as("the delay has not passed").containsKey(old.get(0).path());
        scene.now = scene.now.plus(Duration.ofHours(25));
        scene.restart();
        scene.drain();
        assertThat(MirrorScene.files(scene.far)).doesNotContainKeys(old.stream().map(Handle::path).toArray(String[]::new)).containsKey(unrelated.path());
        scene.assertFarIsClosed();
    }

    @Test
    void removesWhatWasReplacedByWhatWasReplacedAgain() {
        List<Handle> first = scene.checkpoint(1);
        scene.drain();
        List<Handle> second = scene.checkpoint(1);
        scene.drain();
        List<Handle> third = scene.checkpoint(1);
        scene.journal.append(new Removal(scene.now, "prune", List.of(second.get(1)), first));
        scene.journal.append(new Removal(scene.now, "prune", List.of(third.get(1)), second));
        first.forEach(scene::remove);
        second.forEach(scene::remove);
        scene.now = scene.now.plus(Duration.ofHours(25));
        scene.drain();
        scene.assertEqual();
    }

    @Test
    void keepsEverythingWhereNothingIsToBeDeleted() {
        scene.options = MirrorOptions.of("offsite", Duration.ofHours(24), false);
        scene.restart();
        List<Handle> old = scene.checkpoint(2);
        scene.drain();
        scene.checkpoint(1);
        var order = new Removal(scene.now, "prune", List.of(), old);
        scene.journal.append(order);
        old.forEach(scene::remove);
        scene.now = scene.now.plus(Duration.ofDays(400));
        scene.drain();
        assertThat(MirrorScene.files(scene.far)).containsKeys(old.stream().map(Handle::path).toArray(String[]::new));
        assertThat(scene.mirror.hasCarriedOut(order)).as("so that orders do not pile up").isTrue();
        assertThat(scene.findings).isEmpty();
    }

    @Test
    void asksAStoreThatLetsNothingGoOnceAPeriod() {
        List<Handle> old = scene.checkpoint(3);
        scene.drain();
        scene.journal.append(new Removal(scene.now, "prune", List.of(), old));
        old.forEach(scene::remove);
        scene.appendOnly = true;
        for (int hour = 25; hour < 40; hour++) {
            scene.now = scene.now.plus(Duration.ofHours(hour == 25 ? 25 : 1));
            scene.checkpoint(1);
            scene.drain();
        }
        assertThat(scene.removals).isEqualTo(1);
        assertThat(scene.findings).singleElement().asString().contains("stays at the far side for now").contains("lets nothing go");
        assertThat(scene.failures).isEmpty();
        scene.appendOnly = false;
        scene.now = scene.now.plus(Duration.ofHours(25));
        scene.drain();
        scene.assertEqual();
    }

    @Test
    void orderThatBecomesDueIsReasonEnoughForAPass() {
        orderThatBecomesDue();
        scene.drain();
        scene.assertEqual();
        assertThat(scene.locksHeld).isZero();
    }

    /** What a prune has removed may take an hour at a slow sink, in which checkpoints must not wait. */
    @Test
    void checkpointsGoBetweenRemovals() {
        List<Handle> old = orderThatBecomesDue(40);
        scene.meanwhile = () -> scene.now = scene.now.plusSeconds(1);
        scene.drain();
        assertThat(left(old)).as("removed for some seconds").isBetween(20, 40);
        List<Handle> fresh = scene.checkpoint(1);
        scene.drain();
        assertThat(MirrorScene.files(scene.far)).containsKeys(fresh.stream().map(Handle::path).toArray(String[]::new));
        assertThat(left(old)).as("goes on").isBetween(1, 36);
        for (int i = 0; i < 20; i++) {
            scene.drain();
        }
        scene.assertEqual();
    }

    @Test
    void removalStopsWhenTheMirrorIsToEnd() {
        List<Handle> old = orderThatBecomesDue(40);
        scene.meanwhile = () -> scene.mirror.endSoon();
        scene.drain();
        assertThat(left(old)).isEqualTo(old.size() - 1);
        scene.mirror.close();
        assertThat(left(old)).isEqualTo(old.size() - 1);
        assertThat(scene.locksHeld).isZero();
        scene.meanwhile = () -> { };
        scene.restart();
        scene.drain();
        scene.assertEqual();
    }

    @Test
    void mirrorThatEndsBeginsNoRemoval() {
        List<Handle> old = scene.checkpoint(4);
        for (int i = 0; i < 4; i++) {
            scene.checkpoint(1);
            scene.drain();
        }
        assertThat(scene.locksHeld).as("the pass stays open for the next checkpoint").isOne();
        scene.journal.append(new Removal(scene.now, "prune", List.of(), old));
        old.forEach(scene::remove);
        scene.now = scene.now.plus(Duration.ofHours(25));
        scene.mirror.close();
        assertThat(left(old)).isEqualTo(old.size());
        assertThat(scene.locksHeld).isZero();
    }

    private int left(List<Handle> files) {
        return (int) files.stream().filter(file -> MirrorScene.files(scene.far).containsKey(file.path())).count();
    }

    /** A prune that writes nothing, a day ago, at a sink that is listed seldom. */
    private List<Handle> orderThatBecomesDue() {
        return orderThatBecomesDue(2);
    }

    private List<Handle> orderThatBecomesDue(int packs) {
        scene.options = MirrorOptions.of("offsite", Duration.ofDays(9), true);
        scene.restart();
        List<Handle> old = scene.checkpoint(packs);
        scene.checkpoint(1);
        scene.drain();
        scene.journal.append(new Removal(scene.now, "prune", List.of(), old));
        old.forEach(scene::remove);
        scene.drain();
        assertThat(MirrorScene.files(scene.far)).as("not due").containsKey(old.get(0).path());
        scene.now = scene.now.plus(Duration.ofHours(25));
        return old;
    }

    @Test
    void removesNoPackWhereASnapshotIsThatNobodyKnowsOf() {
        List<Handle> old = scene.checkpoint(2);
        List<Handle> forgotten = scene.checkpoint(1);
        scene.checkpoint(1);
        scene.drain();
        Handle strange = forgotten.get(2);
        scene.local.remove(strange);
        scene.journal.append(new Removal(scene.now, "prune", List.of(), old));
        old.forEach(scene::remove);
        for (int hour = 25; hour < 28; hour++) {
            scene.now = scene.now.plus(Duration.ofHours(hour == 25 ? 25 : 1));
            scene.checkpoint(1);
            scene.drain();
        }
        assertThat(MirrorScene.files(scene.far)).as("its order was given").doesNotContainKey(old.get(3).path())
                .containsKeys(old.get(0).path(), old.get(2).path(), strange.path());
        assertThat(scene.findings).extracting(Finding::message).filteredOn(message -> message.contains("tried again")).singleElement().asString().contains("restic forget");
        assertThat(scene.failures).isEmpty();
        scene.far.remove(strange);
        scene.now = scene.now.plus(Duration.ofHours(25));
        scene.drain();
        scene.assertEqual();
    }

    @Test
    void emptyListingIsNoReasonToRemovePacks() {
        List<Handle> old = orderThatBecomesDue();
        scene.emptyListings = true;
        assertThatThrownBy(scene::drain).isInstanceOf(TransientException.class).hasMessageContaining("lacks");
        assertThat(MirrorScene.files(scene.far)).containsKeys(old.get(0).path(), old.get(2).path());
        scene.emptyListings = false;
        scene.drain();
        scene.assertEqual();
    }

    @Test
    void keepsWhatARecordNamesButIsStillHere() {
        List<Handle> files = scene.checkpoint(1);
        scene.drain();
        scene.journal.append(new Removal(scene.now.minus(Duration.ofDays(2)), "forget", List.of(), files));
        scene.now = scene.now.plus(Duration.ofHours(25));
        scene.restart();
        scene.drain();
        scene.assertEqual();
    }

    @Test
    void keepsWhatItsReplacementIsNotThereFor() {
        List<Handle> old = scene.checkpoint(1);
        scene.drain();
        scene.journal.append(new Removal(scene.now.minus(Duration.ofDays(2)), "prune", List.of(scene.name(FileType.INDEX)), old));
        old.forEach(scene::remove);
        scene.restart();
        scene.checkpoint(1);
        scene.drain();
        assertThat(MirrorScene.files(scene.far)).containsKey(old.get(0).path());
    }
}
