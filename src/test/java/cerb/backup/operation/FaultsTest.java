package cerb.backup.operation;

import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.FaultyBackend;
import cerb.backup.backend.FaultyBackend.Fault;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.operation.check.Check;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.check.CheckResult;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.StorageOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever call of the store fails: nothing acknowledged is lost, what is left is sound, and the next run completes. */
@Timeout(180)
final class FaultsTest {
    @TempDir
    Path root;

    /** Each call fails in one of the ways, in turn; the repository goes on from one to the next, as it would. */
    @Test
    void anyCallMayFail() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 2);
        FaultyBackend faulty = new FaultyBackend(new MemoryBackend());
        try (Engine engine = helpdesk.engine(faulty)) {
            helpdesk.recoveryPoint(engine, 1, 2);
            long acknowledged = 1;
            boolean ranThrough = false;
            int call = 0;
            for (; !ranThrough; call++) {
                helpdesk.write("version.php", content(call, 300));
                faulty.breakCall(call, Fault.values()[call % Fault.values().length], false);
                acknowledged += attempt(helpdesk, engine);
                ranThrough = faulty.calls() <= call;
                faulty.heal();
                assertSound(engine, acknowledged, call);
            }
            assertThat(call).isGreaterThan(10);
            helpdesk.recoveryPoint(engine, 1, 2);
            assertThat(new Check(engine.repository(), Observer.NONE).run(CheckOptions.everything()).damaged()).isFalse();
            assertLatestIsEqual(helpdesk, engine);
        }
    }

    /** A recovery point; how many were acknowledged. */
    private static int attempt(HelpdeskFixture helpdesk, Engine engine) {
        try {
            helpdesk.recoveryPoint(engine, 1, 2);
            return 1;
        } catch (RuntimeException | IOException e) {
            assertThat(e.getMessage()).isNotBlank();
            return 0;
        }
    }

    private static void assertSound(Engine engine, long acknowledged, int call) {
        CheckResult result = new Check(engine.repository(), Observer.NONE).run(CheckOptions.structure());
        assertThat(result.damaged()).as("after call %s: %s", call, result.findings()).isFalse();
        assertThat(result.snapshots()).as("after call %s", call).isGreaterThanOrEqualTo(acknowledged);
    }

    private void assertLatestIsEqual(HelpdeskFixture helpdesk, Engine engine) throws IOException {
        Path target = root.resolve("restored");
        var latest = new Snapshots(engine.repository(), "cerb").choose("latest", null, true);
        new Restore(engine.repository(), Observer.NONE).storage(latest, StorageOptions.to(target));
        assertThat(TreeListing.of(target).entrySet()).containsExactlyElementsOf(TreeListing.of(helpdesk.storage).entrySet());
    }
}
