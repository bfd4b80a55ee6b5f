package cerb.backup.repository.index;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.format.Id;
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
}
