package cerb.backup.repository.index;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.format.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnsoundPacksFileTest {
    private static final Id DAMAGED = Id.parse("a".repeat(64));
    private static final Id ABSENT = Id.parse("b".repeat(64));

    @TempDir
    Path directory;

    @Test
    void whatIsAbsentIsNotDamagedEvenForTheNextProcess() {
        UnsoundPacks packs = new UnsoundPacks(directory);
        packs.add(DAMAGED);
        packs.addAbsent(List.of(DAMAGED, ABSENT));
        for (UnsoundPacks each : List.of(packs, new UnsoundPacks(directory))) {
            assertThat(each.all()).containsExactlyInAnyOrder(DAMAGED, ABSENT);
            assertThat(each.damaged()).containsExactly(DAMAGED);
        }
        packs.removeAbsent(List.of(DAMAGED, ABSENT));
        assertThat(new UnsoundPacks(directory).all()).containsExactly(DAMAGED);
    }

    /** As a reading verb beside a daemon. */
    @Test
    void whatAnotherProcessHasNotedMeanwhileIsKept() {
        UnsoundPacks daemon = new UnsoundPacks(directory);
        UnsoundPacks verb = new UnsoundPacks(directory);
        daemon.add(DAMAGED);
        verb.addAbsent(List.of(ABSENT));
        assertThat(new UnsoundPacks(directory).all()).containsExactlyInAnyOrder(DAMAGED, ABSENT);
        daemon.remove(DAMAGED);
        assertThat(verb.removeAbsent(List.of(ABSENT))).isTrue();
        assertThat(new UnsoundPacks(directory).all()).isEmpty();
    }

    @Test
    void whatCannotBeNotedIsKnownToThisProcess() throws IOException {
        UnsoundPacks packs = new UnsoundPacks(directory);
        Files.createDirectory(directory.resolve(UnsoundPacks.NAME + ".new"));
        packs.add(DAMAGED);
        packs.addAbsent(List.of(ABSENT));
        assertThat(packs.all()).containsExactlyInAnyOrder(DAMAGED, ABSENT);
        Files.delete(directory.resolve(UnsoundPacks.NAME + ".new"));
        packs.remove(ABSENT);
        assertThat(new UnsoundPacks(directory).all()).containsExactly(DAMAGED);
    }
}
