package cerb.backup.component.sink;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.Content;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BandwidthTest {
    private static Duration timeOf(Bandwidth bandwidth, int streams) throws Exception {
        ExecutorService readers = Executors.newFixedThreadPool(streams);
        long begin = System.nanoTime();
        try {
            List<Future<Integer>> read = IntStream.range(0, streams).mapToObj(each -> readers.submit(() -> read(bandwidth))).toList();
            for (Future<Integer> each : read) {
                assertThat(each.get()).isEqualTo(50_000);
            }
        } finally {
            readers.shutdownNow();
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static int read(Bandwidth bandwidth) throws IOException {
        try (ContentStream stream = new ContentStream(Content.of(new byte[50_000]), bandwidth)) {
            return stream.readAllBytes().length;
        }
    }

    @Test
    void isSharedByAllStreams() throws Exception {
        // Four times 50,000 bytes are 400 ms; the last of 25 pieces of at most 50,000 begins after the others.
        assertThat(timeOf(new Bandwidth(500_000), 4)).isGreaterThan(Duration.ofMillis(290));
    }

    @Test
    void piecesAreSmallEnoughToBeSteady() {
        assertThat(new Bandwidth(100_000).piece(1 << 20)).isEqualTo(10_000);
        assertThat(new Bandwidth(5).piece(1 << 20)).isEqualTo(1);
        assertThat(new Bandwidth(0).piece(1 << 20)).isEqualTo(1 << 20);
    }
}
