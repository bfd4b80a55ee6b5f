package cerb.backup.cli.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.cli.check.CheckWork;
import cerb.backup.cli.daemon.Work;
import cerb.backup.cli.forget.ForgetWork;
import cerb.backup.cli.key.KeyWork;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.prune.PruneWork;
import cerb.backup.cli.repository.RepairIndexWork;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.observer.Observer;
import cerb.backup.repository.lock.LockMode;
import cerb.backup.repository.lock.RepositoryLock;
import cerb.backup.repository.shared.LockedException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever asks for work says how long it may wait for another program's lock: a daemon's own patience does not count then. */
@Timeout(120)
final class RetryLockWorksTest {
    private static final Duration TOLD = Duration.ofMillis(300);
    /** Less than the patience of any work that is told nothing and does not give up at once. */
    private static final Duration MOST = Duration.ofSeconds(25);

    @Test
    void eachWorkWaitsAsLongAsItIsTold(@TempDir Path root) throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1);
            String key = engine.repository().keys().inUse().toString();
            Map<String, Work> works = Map.of(
                    "check", new CheckWork(engine.repository(), 1),
                    "forget", new ForgetWork(engine),
                    "prune", new PruneWork(engine, Settings.of(Map.of(), Map.of())),
                    "repair-index", new RepairIndexWork(engine),
                    "key", new KeyWork(engine));
            ObjectNode arguments = Json.object().put("retry_lock", TOLD.toMillis() + "ms").put("action", "remove").put("id", key).put("proven", key).put("by", "test");
            try (RepositoryLock foreign = engine.repository().locks().acquire(LockMode.EXCLUSIVE)) {
                works.entrySet().parallelStream().forEach(each -> {
                    String name = each.getKey();
                    long begun = System.nanoTime();
                    assertThatThrownBy(() -> each.getValue().run(arguments, Observer.NONE)).as(name).isInstanceOf(LockedException.class);
                    assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(name).isBetween(TOLD, MOST);
                });
                assertThat(foreign.isHeld()).isTrue();
            }
        }
    }
}
