package cerb.backup.storage.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettlingTest {
    private static final long SECOND = 1_000_000_000;
    private final Settling settling =
            new Settling(WatchOptions.of(Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofHours(1)));

    @Test
    void firstChangeIsDueWhenItHasSettled() {
        assertThat(settling.untilDue(0)).isEqualTo(Long.MAX_VALUE);
        settling.changed(10 * SECOND);
        assertThat(settling.untilDue(10 * SECOND)).isEqualTo(2 * SECOND);
        settling.changed(11 * SECOND);
        assertThat(settling.untilDue(13 * SECOND)).isZero();
    }

    @Test
    void steadyChangeIsDueOnceAnInterval() {
        for (long at = 100; at < 160; at++) {
            settling.changed(at * SECOND);
            assertThat(settling.untilDue(at * SECOND)).isPositive();
        }
        assertThat(settling.untilDue(160 * SECOND)).isZero();
        settling.taken(160 * SECOND);
        settling.changed(161 * SECOND);
        assertThat(settling.untilDue(170 * SECOND)).isEqualTo(50 * SECOND);
    }

    @Test
    void changeAfterAQuietIntervalNeedNotWaitForAnother() {
        settling.changed(0);
        settling.taken(2 * SECOND);
        settling.changed(100 * SECOND);
        assertThat(settling.untilDue(102 * SECOND)).isZero();
    }

    @Test
    void rejectedBatchIsDueAfterAnInterval() {
        settling.changed(0);
        settling.taken(2 * SECOND);
        settling.rejected(70 * SECOND);
        assertThat(settling.untilDue(75 * SECOND)).isEqualTo(55 * SECOND);
    }
}
