package cerb.backup.mysql.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.mysql.DatabaseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkersTest {
    private static final List<Integer> MANY = IntStream.range(0, 10_000).boxed().toList();

    private static List<Integer> all(Supplier<Integer> queue) {
        List<Integer> mine = new ArrayList<>();
        for (Integer next = queue.get(); next != null; next = queue.get()) {
            mine.add(next);
        }
        return mine;
    }

    @Test
    void eachItemIsHandedOutOnce() {
        List<Integer> done = new ArrayList<>();
        new Workers<>(MANY, 3, "counting").run(WorkersTest::all).forEach(done::addAll);
        assertThat(done).containsExactlyInAnyOrderElementsOf(MANY);
    }

    @Test
    void theFirstFailureEndsTheOthersAndIsThrownWhenTheyHaveEnded() {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch otherWorks = new CountDownLatch(1);
        AtomicBoolean otherEnded = new AtomicBoolean();
        assertThatThrownBy(() -> new Workers<>(MANY, 2, "counting").run(queue -> {
            Integer first = queue.get();
            begun.incrementAndGet();
            if (first == 0) {
                await(otherWorks);
                throw new DatabaseException("no room", "Make room.");
            }
            otherWorks.countDown();
            untilInterrupted();
            assertThat(queue.get()).isNull();
            otherEnded.set(true);
            throw new IllegalArgumentException("came second");
        })).isInstanceOf(DatabaseException.class).hasMessage("no room").satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(begun).hasValue(2);
        assertThat(otherEnded).isTrue();
    }

    @Test
    void anInterruptionOfWhoeverWaitsEndsAll() throws Exception {
        Set<Thread> working = ConcurrentHashMap.newKeySet();
        CountDownLatch works = new CountDownLatch(2);
        AtomicBoolean kept = new AtomicBoolean();
        List<Throwable> thrown = new ArrayList<>();
        Thread waiting = new Thread(() -> {
            try {
                new Workers<>(MANY, 2, "counting").run(queue -> {
                    working.add(Thread.currentThread());
                    works.countDown();
                    untilInterrupted();
                    working.remove(Thread.currentThread());
                    return queue.get();
                });
            } catch (DatabaseException e) {
                thrown.add(e);
                kept.set(Thread.currentThread().isInterrupted());
            }
        });
        waiting.start();
        works.await();
        waiting.interrupt();
        waiting.join();
        assertThat(thrown).singleElement().satisfies(e -> assertThat(e).hasMessage("counting was interrupted"));
        assertThat(kept).isTrue();
        assertThat(working).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void untilInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
