package cerb.backup.operation.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.BackendException;
import cerb.backup.backend.Content;
import cerb.backup.backend.FaultyBackend.Fault;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.TransientException;
import cerb.backup.operation.report.OperationException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorTest {
    @TempDir
    Path directory;
    private MirrorScene scene;

    @BeforeEach
    void begin() {
        scene = new MirrorScene(directory);
    }

    @Test
    void sendsEverythingInOrder() {
        scene.checkpoint(3);
        scene.drain();
        scene.assertEqual();
        assertThat(scene.sent).extracting(Handle::type).containsSequence(FileType.DATA, FileType.DATA, FileType.DATA, FileType.INDEX, FileType.SNAPSHOT);
        assertThat(scene.sent.subList(0, 2)).extracting(Handle::type).containsExactlyInAnyOrder(FileType.CONFIG, FileType.KEY);
        assertThat(scene.mirror.backlog().isEmpty()).isTrue();
        assertThat(scene.mirror.holds(scene.now)).isTrue();
        assertThat(scene.heldWhenTold).as("who waits until all is held finds it counted").isFalse();
        assertThat(scene.locksHeld).isZero();
    }

    @Test
    void doesNotHoldWhatAListingFoundLater() {
        scene.checkpoint(2);
        scene.restart();
        Instant asked = scene.now;
        scene.now = scene.now.plusSeconds(10);
        scene.mirror.next().ifPresent(scene::send);
        assertThat(scene.mirror.holds(asked)).isFalse();
        scene.drain();
        assertThat(scene.mirror.holds(asked)).isTrue();
    }

    @Test
    void keepsBarriersWithManyFilesInFlight() {
        scene.checkpoint(3);
        List<Outgoing> identity = allOffered();
        assertThat(identity).hasSize(2);
        identity.forEach(scene::send);
        List<Outgoing> packs = allOffered();
        assertThat(packs).extracting(file -> file.handle().type()).containsExactly(FileType.DATA, FileType.DATA, FileType.DATA);
        scene.send(packs.get(2));
        scene.send(packs.get(0));
        assertThat(scene.mirror.next()).isEmpty();
        scene.send(packs.get(1));
        assertThat(allOffered()).singleElement().satisfies(file -> assertThat(file.handle().type()).isEqualTo(FileType.INDEX));
        assertThat(scene.mirror.next()).isEmpty();
    }

    @Test
    void listsOnlyAtTheBeginningAndThenFollowsWhatIsWritten() {
        scene.checkpoint(2);
        scene.drain();
        scene.checkpoint(1);
        scene.sink.heal();
        scene.drain();
        scene.assertEqual();
        assertThat(scene.sink.calls()).as("size and content of the config, and save and size of three files").isEqualTo(8);
    }

    @Test
    void whatIsWrittenDuringAPassWaitsForTheNext() {
        scene.checkpoint(1);
        Outgoing first = scene.mirror.next().orElseThrow();
        List<Handle> later = scene.checkpoint(1);
        scene.send(first);
        scene.drain();
        scene.assertEqual();
        assertThat(scene.sent.subList(scene.sent.size() - 3, scene.sent.size())).isEqualTo(later);
    }

    @Test
    void catchesUpInOrderAfterAnOutage() {
        scene.drain();
        scene.sink.breakCall(0, Fault.TRANSIENT, true);
        for (int i = 0; i < 10; i++) {
            scene.checkpoint(2);
            assertThatThrownBy(scene::drain).isInstanceOf(BackendException.class);
            scene.now = scene.now.plusSeconds(3600);
        }
        assertThat(scene.mirror.backlog().files()).isEqualTo(40);
        assertThat(scene.mirror.backlog().oldest()).hasValue(scene.now.minusSeconds(10 * 3600));
        assertThat(scene.mirror.holds(scene.now)).isFalse();
        assertThat(scene.mirror.status().problem()).isPresent();
        scene.sink.heal();
        scene.drain();
        scene.assertEqual();
        assertThat(scene.mirror.status().problem()).isEmpty();
    }

    @Test
    void survivesAFaultInAnyCall() {
        for (Fault fault : List.of(Fault.TRANSIENT, Fault.PERMANENT, Fault.ANSWER_LOST)) {
            for (int call = 0; call < 40; call++) {
                scene = new MirrorScene(directory);
                scene.checkpoint(2);
                scene.checkpoint(1);
                scene.sink.breakCall(call, fault, false);
                scene.drainInSpiteOfFailures(5);
                scene.assertEqual();
                assertThat(scene.locksHeld).isZero();
            }
        }
    }

    @Test
    void goesOnWhereverItWasKilled() {
        for (int steps = 0; steps < 12; steps++) {
            scene = new MirrorScene(directory);
            scene.checkpoint(2);
            scene.checkpoint(2);
            for (int step = 0; step < steps; step++) {
                scene.mirror.next().ifPresent(scene::send);
            }
            scene.mirror.next();
            scene.restart();
            scene.checkpoint(1);
            scene.drain();
            scene.assertEqual();
            assertThat(scene.sent).doesNotHaveDuplicates();
        }
    }

    @Test
    void doesNotCountWhatTheFarSideHoldsOtherwise() {
        scene.checkpoint(1);
        Outgoing file = scene.mirror.next().orElseThrow();
        assertThatThrownBy(() -> scene.mirror.confirm(file, file.size() - 1, null)).isInstanceOf(TransientException.class).hasMessageContaining("bytes instead of");
        scene.drain();
        scene.assertEqual();
        scene.checkpoint(1);
        Outgoing pack = scene.mirror.next().orElseThrow();
        assertThatThrownBy(() -> scene.mirror.confirm(pack, pack.size(), "00".repeat(32))).hasMessageContaining("another SHA-256");
        assertThat(scene.mirror.isConfirmed(pack.handle())).isFalse();
        scene.drain();
        scene.assertEqual();
    }

    @Test
    void refusesASinkThatHoldsAnotherRepository() {
        scene.far.save(Handle.CONFIG, Content.of(new byte[] {1, 2, 3}));
        assertThatThrownBy(scene.mirror::next).isInstanceOf(OperationException.class).hasMessageContaining("another repository");
        assertThat(MirrorScene.files(scene.far)).containsOnlyKeys("config");
        assertThat(scene.locksHeld).isZero();
    }

    /** As a power cut there leaves it. */
    @Test
    void writesAnEmptyConfigAgain() {
        scene.far.save(Handle.CONFIG, Content.of(new byte[0]));
        scene.drain();
        assertThat(scene.sent).contains(Handle.CONFIG);
        scene.assertEqual();
    }

    @Test
    void refusesASinkWithAnEmptyConfigThatHoldsSnapshotsOfOthers() {
        scene.far.save(Handle.CONFIG, Content.of(new byte[0]));
        scene.far.save(scene.name(FileType.SNAPSHOT), Content.of(new byte[] {1}));
        assertThatThrownBy(scene.mirror::next).isInstanceOf(OperationException.class);
    }

    @Test
    void refusesASinkWithoutConfigThatHoldsSnapshotsOfOthers() {
        scene.far.save(scene.name(FileType.SNAPSHOT), Content.of(new byte[] {1}));
        assertThatThrownBy(scene.mirror::next).isInstanceOf(OperationException.class);
    }

    @Test
    void noticesThatTheSinkWasExchangedBetweenPasses() {
        scene.drain();
        scene.far.overwrite(Handle.CONFIG, new byte[] {1});
        scene.checkpoint(1);
        assertThatThrownBy(scene.mirror::next).isInstanceOf(OperationException.class);
    }

    @Test
    void stopsThePassWhenTheLockIsLost() {
        scene.checkpoint(2);
        scene.mirror.next().ifPresent(scene::send);
        scene.lockLost = true;
        assertThat(scene.mirror.next()).isEmpty();
        scene.lockLost = false;
        scene.drain();
        scene.assertEqual();
    }

    @Test
    void deletesNothingBecauseItIsAbsentHere() {
        List<Handle> files = scene.checkpoint(2);
        scene.drain();
        files.forEach(scene.local::remove);
        scene.restart();
        scene.checkpoint(1);
        scene.drain();
        assertThat(MirrorScene.files(scene.far)).containsKeys(files.stream().map(Handle::path).toArray(String[]::new));
        assertThat(scene.mirror.status().unexplained()).isEqualTo(4);
        assertThat(scene.unexplained).last().isEqualTo("4 1");
        assertThat(scene.findings).anyMatch(finding -> finding.message().contains("left alone"));
    }

    @Test
    void beginsAgainWhenAFileVanishesHereMeanwhile() {
        List<Handle> old = scene.checkpoint(2);
        scene.drain();
        List<Handle> files = scene.checkpoint(2);
        Outgoing first = scene.mirror.next().orElseThrow();
        scene.remove(files.get(1));
        scene.local.remove(files.get(2));
        scene.local.remove(files.get(3));
        scene.mirror.removed(files.get(2));
        scene.mirror.removed(files.get(3));
        scene.send(first);
        scene.drain();
        scene.assertEqual();
        assertThat(old).allMatch(scene.mirror::isConfirmed);
    }

    @Test
    void beginsAgainWhenAFileInFlightVanishesHere() {
        scene.drain();
        List<Handle> files = scene.checkpoint(1);
        Outgoing pack = scene.mirror.next().orElseThrow();
        files.forEach(scene.local::remove);
        scene.send(pack);
        scene.drain();
        scene.assertEqual();
        assertThat(scene.failures).singleElement().satisfies(reason -> assertThat(reason).contains("could not be stored"));
    }

    @Test
    void doesNotBelieveAListingThatLacksWhatIsThere() {
        scene.checkpoint(2);
        scene.drain();
        scene.emptyListings = true;
        scene.now = scene.now.plus(Duration.ofHours(25));
        assertThatThrownBy(scene.mirror::next).isInstanceOf(TransientException.class).hasMessageContaining("which is there");
        scene.emptyListings = false;
        scene.sent.clear();
        scene.drain();
        assertThat(scene.sent).isEmpty();
        assertThat(scene.findings).isEmpty();
    }

    @Test
    void truncatedFileThatIsPutRightIsSentWhole() {
        scene.drain();
        List<Handle> files = scene.checkpoint(1);
        byte[] sound = scene.local.bytes(files.get(0));
        scene.local.overwrite(files.get(0), Arrays.copyOf(sound, 10));
        scene.gaps = true;
        scene.restart();
        scene.drain();
        assertThat(scene.mirror.lacksDamagedFilesOnly()).isTrue();
        scene.local.overwrite(files.get(0), sound);
        scene.now = scene.now.plus(MirrorScene.OPTIONS.verify());
        scene.drain();
        scene.assertEqual();
    }

    @Test
    void damageHereDoesNotTravelAndKeepsNothingElseBack() {
        scene.drain();
        List<Handle> files = scene.checkpoint(2);
        byte[] sound = scene.local.bytes(files.get(0));
        scene.local.overwrite(files.get(0), new byte[sound.length]);
        scene.gaps = true;
        scene.drain();
        assertThat(MirrorScene.files(scene.far).keySet()).doesNotContain(files.get(0).path()).contains(files.get(1).path(), files.get(2).path(), files.get(3).path());
        assertThat(scene.findings).singleElement().asString().contains(files.get(0).path(), "is damaged", "check --read-data");
        assertThat(scene.mirror.status().problem()).hasValueSatisfying(problem -> assertThat(problem).contains(files.get(0).path()));
        assertThat(scene.mirror.backlog().files()).isEqualTo(1);
        assertThat(scene.mirror.holds(scene.now)).isFalse();
        assertThat(scene.mirror.lacksDamagedFilesOnly()).as("nothing more will come").isTrue();
        Instant caughtUp = scene.mirror.status().caughtUp().orElseThrow();
        scene.now = scene.now.plusSeconds(60);
        scene.checkpoint(1);
        scene.drain();
        assertThat(scene.mirror.status().caughtUp()).as("the sink does not hold everything").hasValue(caughtUp);
        scene.local.overwrite(files.get(0), sound);
        scene.mirror.written(files.get(0), sound.length);
        scene.now = scene.now.plusSeconds(60);
        scene.drain();
        scene.assertEqual();
        assertThat(scene.mirror.status().problem()).isEmpty();
        assertThat(scene.mirror.holds(scene.now)).isTrue();
        assertThat(scene.mirror.lacksDamagedFilesOnly()).isFalse();
    }

    @Test
    void sendsAgainWhatHasGoneFromTheSink() {
        List<Handle> files = scene.checkpoint(2);
        scene.drain();
        scene.far.remove(files.get(0));
        scene.now = scene.now.plus(Duration.ofHours(25));
        scene.drain();
        scene.assertEqual();
        assertThat(scene.findings).anyMatch(finding -> finding.message().matches("1 file is gone from .*, which had confirmed as much, and sent again"));
    }

    @Test
    void ignoresLateAnswersOfAnEarlierPass() {
        scene.checkpoint(1);
        Outgoing late = scene.mirror.next().orElseThrow();
        scene.mirror.failed(late, new TransientException("broken"));
        scene.drain();
        scene.mirror.failed(late, new TransientException("broken"));
        assertThat(scene.mirror.holds(scene.now)).isTrue();
    }

    private List<Outgoing> allOffered() {
        var files = new ArrayList<Outgoing>();
        for (Optional<Outgoing> file = scene.mirror.next(); file.isPresent(); file = scene.mirror.next()) {
            files.add(file.get());
        }
        return files;
    }
}
