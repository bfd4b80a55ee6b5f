package cerb.backup.component.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.operation.mirror.Outgoing;
import java.time.Instant;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransfersTest {
    private final ExecutorService workers = Executors.newFixedThreadPool(3);
    private final Deque<Outgoing> waiting = new ConcurrentLinkedDeque<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    private void offer(int files) {
        IntStream.range(0, files).forEach(i -> waiting.add(new Outgoing(new Handle(FileType.DATA, "%064x".formatted(i)), Content.of(new byte[i]), 1, Instant.EPOCH)));
    }

    private int run(Consumer<Outgoing> send) {
        return new Transfers(workers, new InFlight(3), () -> Optional.ofNullable(waiting.poll()), atOnce(send)).run();
    }

    private static Predicate<Outgoing> atOnce(Consumer<Outgoing> send) {
        return file -> {
            send.accept(file);
            return true;
        };
    }

    private void send(Outgoing file) {
        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        underWay.decrementAndGet();
        done.incrementAndGet();
    }

    @Test
    void sendsAllButNoMoreAtOnceThanAllowed() {
        offer(40);
        assertThat(run(this::send)).isEqualTo(40);
        assertThat(done).hasValue(40);
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void asksAgainWhenWhatIsUnderWayWasAnswered() {
        offer(1);
        AtomicInteger barrier = new AtomicInteger();
        int sent = run(file -> {
            send(file);
            if (barrier.getAndIncrement() == 0) {
                offer(2);
            }
        });
        assertThat(sent).isEqualTo(3);
    }

    @Test
    void takesNoMoreAfterAFailureAndWaitsForTheRest() {
        offer(40);
        assertThatThrownBy(() -> run(file -> {
            send(file);
            if (file.size() == 4) {
                throw new IllegalStateException("away");
            }
        })).hasMessage("away");
        assertThat(underWay).hasValue(0);
        assertThat(waiting).hasSizeGreaterThan(20);
    }

    @Test
    void waitsForTheRestWhenThereIsNoNext() {
        offer(2);
        AtomicInteger asked = new AtomicInteger();
        assertThatThrownBy(() -> new Transfers(workers, new InFlight(3), () -> {
            if (asked.incrementAndGet() == 3) {
                throw new IllegalStateException("cannot list");
            }
            return Optional.ofNullable(waiting.poll());
        }, atOnce(this::send)).run()).hasMessage("cannot list");
        assertThat(done).hasValue(2);
    }
}
