package cerb.backup.operation.prune;

import static cerb.backup.operation.prune.PruneScene.THOROUGH;
import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.FaultyBackend;
import cerb.backup.backend.FaultyBackend.Fault;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.format.Id;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.observer.PruneResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever call of the store fails, and whatever was stored and forgotten before: every snapshot is whole, and the next prune completes. */
@Timeout(180)
final class PruneFaultsTest {
    @TempDir
    Path root;

    /** Of a repository with something to remove, to copy and to merge, each call that a prune makes fails in turn. */
    @Test
    void anyCallMayFail() throws Exception {
        MemoryBackend prepared = new MemoryBackend();
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        PruneScene first = new PruneScene(helpdesk, helpdesk.engine(prepared));
        for (int i = 0; i < 4; i++) {
            Id snapshot = churn(first, i);
            if (i < 2) {
                first.forget(snapshot);
            }
        }
        FaultyBackend counting = new FaultyBackend(prepared.copy());
        try (PruneScene scene = first.reopened(counting)) {
            counting.heal();
            scene.prune(THOROUGH);
        }
        assertThat(counting.calls()).as("a prune makes many calls").isGreaterThan(20);
        // what takes time is that a lock waits for others to be seen
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> each = IntStream.range(0, counting.calls()).<Callable<Void>>mapToObj(call -> () -> oneCallFails(first, prepared.copy(), call)).toList();
            for (Future<Void> done : threads.invokeAll(each)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Void oneCallFails(PruneScene first, MemoryBackend backend, int call) throws IOException {
        FaultyBackend faulty = new FaultyBackend(backend);
        try (PruneScene scene = first.reopened(faulty)) {
            faulty.breakCall(call, Fault.values()[call % Fault.values().length], false);
            attempt(scene);
            faulty.heal();
            scene.assertSound();
            scene.prune(THOROUGH);
            assertThat(scene.prune(THOROUGH.asDryRun()).packsRemoved()).isZero();
            scene.assertWhole();
        }
        return null;
    }

    private static void attempt(PruneScene scene) {
        try {
            scene.prune(THOROUGH);
        } catch (RuntimeException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static Id churn(PruneScene scene, int number) throws IOException {
        scene.write("mail/all", number % 3, 3000);
        scene.write("mail/" + number % 4, number, 2000);
        return scene.checkpoint();
    }

    /** Snapshots come and go at random, with content that comes back, and are pruned by halves and thoroughly. */
    @Test
    void anyHistoryStaysWhole() throws IOException {
        long seed = Long.getLong("prune.seed", 20261126);
        Random random = new Random(seed);
        try (PruneScene scene = PruneScene.on(root)) {
            Deque<Id> snapshots = new ArrayDeque<>();
            for (int round = 0; round < Integer.getInteger("prune.rounds", 12); round++) {
                for (int i = 0; i < 3; i++) {
                    scene.write("mail/" + random.nextInt(6), random.nextInt(12), 1 + random.nextInt(3) * 400_000);
                }
                scene.write("mail/always", 1000 + round, 10);
                snapshots.add(scene.checkpoint());
                while (snapshots.size() > 1 && random.nextInt(3) > 0) {
                    scene.forget(random.nextBoolean() ? snapshots.removeFirst() : snapshots.removeLast());
                }
                PruneResult result = scene.prune(random.nextBoolean() ? THOROUGH : THOROUGH.withMaxUnused(random.nextDouble()).withMostSmall(1 + random.nextInt(5)));
                assertThat(result.findings()).as("seed " + seed).isEmpty();
                scene.assertSound();
            }
            scene.prune(THOROUGH);
            assertThat(scene.prune(THOROUGH.asDryRun()).bytesUnused()).as("seed " + seed).isZero();
            scene.assertWhole();
            scene.helpdesk.checkByRestic();
        }
    }
}
