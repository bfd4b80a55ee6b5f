package cerb.backup.repository.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BufferPoolTest {
    private final BufferPool pool = new BufferPool(64 * 1024);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 4097, 30_000, 65_536})
    void lendsEnough(int length) {
        assertThat(pool.take(length).length).isGreaterThanOrEqualTo(Math.max(4096, length)).isLessThan(Math.max(4097, 2 * length));
    }

    @Test
    void lendsTheSameArrayAgain() {
        byte[] array = pool.take(5000);
        pool.give(array);
        assertThat(pool.take(6000)).isSameAs(array);
    }

    @Test
    void lendsASingleArrayBeyondItsBudget() {
        assertThat(pool.take(100_000).length).isGreaterThanOrEqualTo(100_000);
    }

    @Test
    void makesWhoWantsMoreWait() throws Exception {
        byte[] first = pool.take(40_000);
        CompletableFuture<byte[]> second = new CompletableFuture<>();
        Thread taking = new Thread(() -> second.complete(pool.take(4096)));
        taking.start();
        while (taking.getState() != Thread.State.WAITING && taking.isAlive()) {
            Thread.onSpinWait();
        }
        assertThat(second).isNotDone();
        pool.give(first);
        assertThat(second.get(60, TimeUnit.SECONDS)).hasSize(4096);
    }
}
