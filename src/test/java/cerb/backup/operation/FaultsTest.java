package cerb.backup.operation;

import static cerb.backup.operation.HelpdeskFixture.attachment;
import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.FaultyBackend;
import cerb.backup.backend.FaultyBackend.Fault;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.crypto.Password;
import cerb.backup.format.Id;
import cerb.backup.operation.check.Check;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.operation.restore.files.StorageResult;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever call of the store fails, once or for good: nothing acknowledged is lost, nothing is called done that is not, what is left is
 * sound, the failure says what it was about, and the same work then completes.
 */
@Timeout(180)
final class FaultsTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    Path root;
    private final MemoryBackend prepared = new MemoryBackend();
    private HelpdeskFixture helpdesk;
    private Id acknowledged;
    private SortedMap<String, String> storage;

    private enum Work {
        RECOVERY_POINT {
            @Override
            void run(FaultsTest test, Engine engine) throws IOException {
                assertThat(test.helpdesk.recoveryPoint(engine, 1, 2).incomplete()).isFalse();
            }
        },
        CHECKPOINT {
            @Override
            void run(FaultsTest test, Engine engine) {
                engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            }
        },
        RESTORE {
            @Override
            void run(FaultsTest test, Engine engine) throws IOException {
                test.assertRestoresOrSaysNot(engine);
            }
        },
        CHECK {
            @Override
            void run(FaultsTest test, Engine engine) {
                CheckResult result = new Check(engine.repository(), Observer.NONE).run(CheckOptions.everything());
                if (result.damaged()) {
                    // what changed on the way is read again, and is no damage
                    assertThat(result.findings()).anyMatch(finding -> finding.message().contains("broken on purpose"));
                }
            }
        };

        abstract void run(FaultsTest test, Engine engine) throws IOException;
    }

    /** One of the faults that a call can have. */
    private record Break(int call, Fault fault, boolean forever) { }

    @BeforeEach
    void backUp() throws IOException {
        Repository.init(prepared, Password.of(HelpdeskFixture.PASSWORD), RepositoryOptions.defaults().withKeyDerivation(HelpdeskFixture.CHEAP_KEYS).withLockSettle(HelpdeskFixture.NO_SETTLE)).close();
        helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 3);
        try (Engine engine = helpdesk.engine(prepared)) {
            acknowledged = helpdesk.recoveryPoint(engine, 1, 2).snapshot();
        }
        storage = TreeListing.of(helpdesk.storage);
        helpdesk.write(attachment(9), content(9, 900));
    }

    @ParameterizedTest
    @EnumSource
    void anyCallMayFail(Work work) throws Exception {
        FaultyBackend counting = new FaultyBackend(prepared.copy());
        try (Engine engine = helpdesk.engine(counting)) {
            counting.heal();
            work.run(this, engine);
        }
        int calls = counting.calls();
        assertThat(calls).isGreaterThan(8);
        // what takes time is that a lock waits for others to be seen
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> each = breaks(calls).stream().<Callable<Void>>map(one -> () -> broken(work, one)).toList();
            for (Future<Void> done : threads.invokeAll(each)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** For each call three of the faults, in turn; and a store that is dead from this call on. */
    private static List<Break> breaks(int calls) {
        List<Break> breaks = new ArrayList<>();
        Fault[] faults = Fault.values();
        for (int call = 0; call < calls; call++) {
            for (int i = 0; i < 3; i++) {
                breaks.add(new Break(call, faults[(call + 2 * i) % faults.length], false));
            }
            breaks.add(new Break(call, Fault.PERMANENT, true));
        }
        return breaks;
    }

    private Void broken(Work work, Break one) throws IOException {
        FaultyBackend faulty = new FaultyBackend(prepared.copy());
        try (Engine engine = helpdesk.engine(faulty)) {
            faulty.breakCall(one.call, one.fault, one.forever);
            attempt(work, engine, one);
            faulty.heal();
            assertSound(engine, one);
            work.run(this, engine);
            assertSound(engine, one);
        } catch (AssertionError e) {
            throw new AssertionError(work + " with " + one + ": " + e.getMessage(), e);
        }
        return null;
    }

    private void attempt(Work work, Engine engine, Break one) throws IOException {
        try {
            work.run(this, engine);
        } catch (RuntimeException e) {
            assertThat(e.getMessage()).as("%s", one).containsPattern("(?i)config|data|index|snapshot|lock|key|pack|tree");
        }
    }

    private void assertSound(Engine engine, Break one) {
        CheckResult result = new Check(engine.repository(), Observer.NONE).run(CheckOptions.everything());
        assertThat(result.damaged()).as("%s: %s", one, result.findings()).isFalse();
        assertThat(engine.repository().locks().list()).as("%s: locks", one).isEmpty();
        assertThat(engine.repository().snapshots()).extracting(StoredSnapshot::id).contains(acknowledged);
    }

    private void assertRestoresOrSaysNot(Engine engine) throws IOException {
        Path target = root.resolve("restored" + NUMBER.incrementAndGet());
        StorageResult result = new Restore(engine.repository(), Observer.NONE).storage(engine.repository().find(acknowledged.toString()), StorageOptions.to(target));
        if (!result.incomplete()) {
            assertThat(TreeListing.of(target)).isEqualTo(storage);
        }
    }
}
