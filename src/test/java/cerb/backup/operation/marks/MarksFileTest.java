package cerb.backup.operation.marks;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.operation.mirror.HashedShares;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.PruneResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarksFileTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void nothingIsKnownOfANewRepository() {
        assertThat(new MarksFile(directory).read()).isEqualTo(Marks.NONE);
    }

    /** Such as a copy that may only be read: the check is whole all the same. */
    @Test
    void whatCannotBeNotedKeepsNobodyFromGoingOn() {
        MarksFile marks = new MarksFile(directory.resolve("missing"));
        marks.checked(new CheckResult(1, 1, 1, 0, 0, List.of(), true), NOW);
        marks.partRead(7);
        assertThat(marks.read()).isEqualTo(Marks.NONE);
    }

    @Test
    void anotherProcessReadsWhatOneHasNoted() {
        MarksFile marks = new MarksFile(directory);
        marks.daemonBegan(NOW, List.of("offsite", "vault"));
        marks.pruned(new PruneResult(true, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, List.of()), NOW.plusSeconds(1));
        marks.checked(new CheckResult(1, 1, 1, 0, 0, List.of(), true), NOW.plusSeconds(2));
        marks.mirrorCaughtUp("offsite", NOW.plusSeconds(3));
        marks.retained(NOW.plusSeconds(4));
        marks.partRead(7);
        Marks read = new MarksFile(directory).read();
        assertThat(read.begun()).isEqualTo(NOW);
        assertThat(read.pruned()).isEqualTo(NOW.plusSeconds(1));
        assertThat(read.checked()).isEqualTo(NOW.plusSeconds(2));
        assertThat(read.retained()).isEqualTo(NOW.plusSeconds(4));
        assertThat(read.damaged()).isTrue();
        assertThat(read.part()).isEqualTo(7);
        assertThat(read.sinks()).containsEntry("offsite", new Marks.Sink(NOW, NOW.plusSeconds(3))).containsEntry("vault", new Marks.Sink(NOW, null));
    }

    @Test
    void laterDaemonKeepsTheFirstOnesBeginAndForgetsSinksThatAreNoLongerNamed() {
        new MarksFile(directory).daemonBegan(NOW, List.of("offsite", "vault"));
        Marks later = new MarksFile(directory).daemonBegan(NOW.plusSeconds(60), List.of("vault", "disk"));
        assertThat(later.begun()).isEqualTo(NOW);
        assertThat(later.sinks()).containsOnlyKeys("vault", "disk").containsEntry("disk", new Marks.Sink(NOW.plusSeconds(60), null)).containsEntry("vault", new Marks.Sink(NOW, null));
    }

    @Test
    void rowOfFailuresIsNotedOnceAMinuteAndGoneWhenTheSinkHoldsEverything() {
        MarksFile marks = new MarksFile(directory);
        marks.daemonBegan(NOW, List.of("offsite"));
        marks.mirrorFailed("offsite", "no route to host");
        marks.mirrorFailed("offsite", "connection refused");
        Failing row = new MarksFile(directory).read().sinks().get("offsite").failing();
        assertThat(row.reason()).isEqualTo("no route to host");
        assertThat(row.last()).isEqualTo(row.since());
        assertThat(Failing.again(row, "connection refused", row.last().plusSeconds(90))).isEqualTo(new Failing("connection refused", row.last().plusSeconds(90), row.since()));
        marks.hashedAt("offsite").note(new HashedShares.Progress(NOW, 7));
        assertThat(new MarksFile(directory).read().sinks().get("offsite").failing()).isEqualTo(row);
        marks.mirrorCaughtUp("offsite", NOW);
        assertThat(new MarksFile(directory).read().sinks().get("offsite").failing()).isNull();
    }

    @Test
    void hashingAtASinkGoesOnWhereItWas() {
        new MarksFile(directory).daemonBegan(NOW, List.of("offsite"));
        HashedShares hashed = new MarksFile(directory).hashedAt("offsite");
        assertThat(hashed.last()).isEmpty();
        hashed.note(new HashedShares.Progress(NOW, 7));
        new MarksFile(directory).mirrorCaughtUp("offsite", NOW.plusSeconds(3));
        assertThat(new MarksFile(directory).hashedAt("offsite").last()).hasValue(new HashedShares.Progress(NOW, 7));
        assertThat(new MarksFile(directory).hashedAt("vault").last()).isEmpty();
    }

    @Test
    void daemonBeginsThoughNothingCanBeNoted() throws Exception {
        // a directory with something in it cannot be replaced
        Files.createDirectories(directory.resolve("cerb-backup.marks/in-the-way"));
        Marks marks = new MarksFile(directory).daemonBegan(NOW, List.of("offsite"));
        assertThat(marks.begun()).isEqualTo(NOW);
        assertThat(marks.sinks()).containsOnlyKeys("offsite");
        assertThat(directory).isDirectoryNotContaining("glob:**-tmp");
    }

    @Test
    void fileThatCannotBeReadIsWrittenAnew() throws Exception {
        Files.writeString(directory.resolve("cerb-backup.marks"), "{\"version\":1,\"pruned\":\"yesterd");
        MarksFile marks = new MarksFile(directory);
        assertThat(marks.read()).isEqualTo(Marks.NONE);
        marks.mirrorCaughtUp("offsite", NOW);
        assertThat(marks.read().sinks()).containsOnlyKeys("offsite");
        assertThat(directory).isDirectoryContaining(file -> file.endsWith("cerb-backup.marks")).isDirectoryNotContaining("glob:**-tmp");
    }
}
