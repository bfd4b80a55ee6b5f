package cerb.backup.operation.check;

import static cerb.backup.operation.HelpdeskFixture.attachment;
import static cerb.backup.operation.HelpdeskFixture.content;
import static cerb.backup.operation.HelpdeskFixture.dirty;
import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.FileType;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.gate.UnitOfWork;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.storage.watch.DirtyBatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A check that takes for ever: it is stopped within one of its calls of the repository, for each of them in turn, and while it stands there a
 * checkpoint is taken and a snapshot is forgotten. Neither waits for the check, and the check takes neither for damage.
 */
@Timeout(120)
final class CheckBesideBackupsTest {
    private static final int STEP = 9;
    /** By so much a long check may delay a checkpoint. */
    private static final Duration MOST_DELAY = Duration.ofSeconds(5);

    @TempDir
    Path root;

    /** Stops the check's threads at one of their calls. */
    private static final class StoppingBackend extends ForwardingBackend {
        private final AtomicInteger calls = new AtomicInteger();
        private volatile CountDownLatch there;
        private volatile CountDownLatch goOn;
        private volatile int stopAt;

        StoppingBackend() {
            super(new MemoryBackend());
        }

        void stopAt(int call) {
            there = new CountDownLatch(1);
            goOn = new CountDownLatch(1);
            calls.set(0);
            stopAt = call;
        }

        private void call() {
            if (Thread.currentThread().getName().startsWith("check") && calls.incrementAndGet() == stopAt) {
                there.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }

        @Override
        public <T> T load(Handle handle, long offset, long length, Reader<T> reader) {
            call();
            return super.load(handle, offset, length, reader);
        }

        @Override
        public long size(Handle handle) {
            call();
            return super.size(handle);
        }

        @Override
        public void list(FileType type, BiConsumer<Handle, Long> consumer) {
            // the index is listed in the turn of whoever reads it anew, and the checkpoint would have to do that itself
            if (type != FileType.INDEX) {
                call();
            }
            super.list(type, consumer);
        }
    }

    @Test
    void neitherHoldsUpTheOther() throws Exception {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 20);
        StoppingBackend backend = new StoppingBackend();
        try (Engine engine = helpdesk.engine(backend)) {
            helpdesk.recoveryPoint(engine, 1, 2);
            helpdesk.write(attachment(30), content(30, 700_000));
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            int calls = 1;
            for (int stopAt = 1; stopAt <= calls; stopAt += STEP) {
                backend.stopAt(stopAt);
                CompletableFuture<CheckResult> check = CompletableFuture.supplyAsync(
                        () -> new Check(engine.repository(), Observer.NONE).run(CheckOptions.everything()), work -> new Thread(work, "check-caller").start());
                assertThat(backend.there.await(1, TimeUnit.MINUTES)).as("call %d comes", stopAt).isTrue();
                assertMayAppendSoon(engine, stopAt);
                checkpoint(engine, helpdesk, stopAt);
                assertThat(check).as("stopped at call %d", stopAt).isNotDone();
                engine.repository().removeSnapshot(engine.repository().snapshots().get(0).id());
                backend.goOn.countDown();
                assertThat(check.get(1, TimeUnit.MINUTES).findings()).as("stopped at call %d", stopAt).isEmpty();
                calls = backend.calls.get();
            }
        }
    }

    /** The promise is about what a check adds: it is at most a wait for the right to append, which is asked for alone. */
    private static void assertMayAppendSoon(Engine engine, int stopAt) throws Exception {
        CompletableFuture<UnitOfWork> unit = CompletableFuture.supplyAsync(engine::append);
        assertThat(unit).as("stopped at call %d", stopAt).succeedsWithin(MOST_DELAY);
        unit.get().close();
    }

    private static void checkpoint(Engine engine, HelpdeskFixture helpdesk, int content) throws Exception {
        helpdesk.write(attachment(40), content(content, 400));
        assertThat(CompletableFuture.supplyAsync(() -> engine.recoveryPoint().checkpoint(dirty(attachment(40)))).get(1, TimeUnit.MINUTES)).isPresent();
    }
}
