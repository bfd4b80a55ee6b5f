package cerb.backup.operation.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.Content;
import cerb.backup.backend.Handle;
import cerb.backup.backend.TransientException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files at a sink whose bytes are no longer those of their names. */
class RottenFilesTest {
    @TempDir
    private Path directory;
    private MirrorScene scene;

    @BeforeEach
    void begin() {
        scene = new MirrorScene(directory);
    }

    @Test
    void whatHasRottedAtASinkThatHashesIsSentAgainWithinThirtyPeriods() {
        Handle rotten = rotAtTheSink();
        scene.hashing.hashing(true);
        letDaysPass(30);
        scene.assertEqual();
        assertThat(scene.findings).singleElement().asString().contains("1 file is damaged at the far side", rotten.path(), "sent again: 1");
    }

    /** Each lists everything, so that no listing is due any more. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nightlyRestartsOrFailuresKeepNothingFromBeingHashed(boolean restarts) {
        Handle rotten = rotAtTheSink();
        scene.hashing.hashing(true);
        for (int night = 0; night < 31; night++) {
            scene.now = scene.now.plus(Duration.ofHours(23));
            if (restarts) {
                scene.restart();
            } else {
                scene.checkpoint(1);
                scene.mirror.failed(scene.mirror.next().orElseThrow(), new TransientException("broken"));
            }
            scene.drain();
            scene.now = scene.now.plus(Duration.ofHours(2));
            scene.drain();
        }
        scene.assertEqual();
        assertThat(scene.findings).singleElement().asString().contains(rotten.path(), "sent again: 1");
    }

    @Test
    void whatHasRottedAtBothSidesIsToldOfAndStopsNothing() {
        Handle rotten = rotAtTheSink();
        scene.hashing.hashing(true);
        scene.local.remove(rotten);
        scene.local.save(rotten, Content.of(new byte[(int) scene.far.size(rotten)]));
        letDaysPass(30);
        assertThat(scene.findings).singleElement().asString().contains(rotten.path(), "sent again: 0");
        assertThat(scene.failures).isEmpty();
        scene.assertEqual();
    }

    /** It is kept at two sinks alone, of which the other does not answer. */
    @Test
    void whatHasRottedAtASinkIsSentAgainOnceItCanBeReadHere() {
        Handle rotten = rotAtTheSink();
        scene.hashing.hashing(true);
        scene.unreadable.add(rotten);
        scene.gaps = true;
        letDaysPass(30);
        assertThat(scene.mirror.isConfirmed(rotten)).isFalse();
        assertThat(scene.mirror.backlog().files()).isEqualTo(1);
        scene.unreadable.clear();
        scene.now = scene.now.plus(Duration.ofHours(1));
        scene.drain();
        scene.assertEqual();
    }

    @Test
    void sinkThatDoesNotHashIsNotTakenForDamaged() {
        rotAtTheSink();
        letDaysPass(30);
        assertThat(scene.findings).isEmpty();
    }

    @Test
    void whatTheFarSideCalledWrongIsSentAgainThoughItsSizeIsRight() {
        scene.drain();
        scene.checkpoint(1);
        Outgoing pack = scene.mirror.next().orElseThrow();
        scene.far.save(pack.handle(), Content.of(new byte[(int) pack.size()]));
        scene.mirror.failed(pack, new TransientException("what it holds has another SHA-256"));
        scene.drain();
        scene.assertEqual();
    }

    @Test
    void listingAfterAStartProvesNothingWhereTheSinkHashes() {
        Handle rotten = rotAtTheSink();
        scene.restart();
        scene.drain();
        scene.hashing.hashing(true);
        scene.mirror.prove(List.of(rotten));
        assertThat(scene.mirror.isProven(rotten)).isFalse();
        scene.drain();
        scene.assertEqual();
        assertThat(scene.mirror.isProven(rotten)).isTrue();
        assertThat(scene.findings).singleElement().asString().contains(rotten.path(), "sent again");
    }

    @Test
    void sinkThatFailsToHashGetsFilesAllTheSameAndIsAskedTheSameShareAgain() {
        Handle rotten = rotAtTheSink();
        scene.hashing.hashing(true);
        int share = Integer.parseInt(rotten.name(), 0, 4, 16) % 30;
        letDaysPass(share);
        scene.hashing.failWith(new TransientException("no hash"));
        letDaysPass(2);
        assertThat(scene.mirror.holds(scene.now)).as("all is sent").isTrue();
        assertThat(scene.failures).isEmpty();
        assertThat(scene.findings).hasSize(2).allSatisfy(finding -> assertThat(finding.message()).contains("could not be hashed", "in 24 h", "no hash"));
        scene.hashing.failWith(null);
        letDaysPass(1);
        scene.assertEqual();
        assertThat(scene.findings).hasSize(3).last().asString().contains(rotten.path(), "sent again: 1");
    }

    @Test
    void whatCannotBeReadHereNowKeepsNothingBackAndIsTriedAgainAfterAWhile() {
        scene.drain();
        List<Handle> files = scene.checkpoint(3);
        scene.unreadable.addAll(files.subList(0, 2));
        scene.gaps = true;
        scene.drain();
        assertThat(scene.sent).doesNotContainAnyElementsOf(scene.unreadable).containsAll(files.subList(2, 5));
        assertThat(scene.failures).as("the sink has not failed").isEmpty();
        assertThat(scene.findings).singleElement().asString().contains(files.get(0).path(), "the other sink does not answer");
        assertThat(scene.mirror.status().problem()).hasValueSatisfying(problem -> assertThat(problem).contains("2 files", "cannot be read here now"));
        assertThat(scene.mirror.lacksDamagedFilesOnly()).as("they may still come").isFalse();
        Instant since = scene.now;
        assertThat(scene.mirror.backlog().unsent()).contains(since);
        scene.now = scene.now.plus(Duration.ofMinutes(11));
        scene.checkpoint(1);
        scene.drain();
        assertThat(scene.mirror.backlog().unsent()).as("tried again, and not sent").contains(since);
        scene.unreadable.clear();
        scene.now = scene.now.plus(Duration.ofMinutes(9));
        scene.drain();
        assertThat(scene.mirror.backlog().files()).as("too early").isEqualTo(2);
        scene.now = scene.now.plus(Duration.ofMinutes(1));
        scene.drain();
        scene.assertEqual();
        assertThat(scene.mirror.status().problem()).isEmpty();
        assertThat(scene.mirror.backlog().unsent()).isEmpty();
        assertThat(scene.mirror.holds(scene.now)).isTrue();
    }

    /** The answer to a put is lost, and from then on the store replaces no file. */
    private Outgoing arrivesWithoutAnAnswer() {
        scene.drain();
        scene.checkpoint(1);
        Outgoing pack = scene.mirror.next().orElseThrow();
        scene.far.save(pack.handle(), Content.of(scene.local.bytes(pack.handle())));
        scene.mirror.failed(pack, new TransientException("no answer"));
        scene.replaces = false;
        scene.sent.clear();
        return pack;
    }

    @Test
    void whatASinkThatHashesHoldsAfterAllIsNotSentAgain() {
        scene.hashing.hashing(true);
        Handle pack = arrivesWithoutAnAnswer().handle();
        scene.drainInSpiteOfFailures(1);
        assertThat(scene.failures).hasSize(1);
        assertThat(scene.sent).doesNotContain(pack).hasSize(2);
        assertThat(scene.mirror.isProven(pack)).isTrue();
        scene.assertEqual();
    }

    @Test
    void whatASinkNeitherHashesNorReplacesCountsByItsSize() {
        Handle pack = arrivesWithoutAnAnswer().handle();
        scene.drain();
        assertThat(scene.failures).as("it is sent again first").hasSize(2).last().asString().contains("is there already");
        scene.now = scene.now.plusSeconds(60);
        scene.drain();
        assertThat(scene.mirror.holds(scene.now)).isTrue();
        assertThat(scene.mirror.isConfirmed(pack)).isTrue();
        assertThat(scene.mirror.isProven(pack)).isFalse();
        scene.assertEqual();
    }

    private Handle rotAtTheSink() {
        Handle pack = scene.checkpoint(2).get(0);
        scene.drain();
        long size = scene.far.size(pack);
        scene.far.remove(pack);
        scene.far.save(pack, Content.of(new byte[(int) size]));
        return pack;
    }

    private void letDaysPass(int days) {
        for (int day = 0; day < days; day++) {
            scene.now = scene.now.plus(Duration.ofDays(1));
            scene.checkpoint(1);
            scene.drain();
        }
    }
}
