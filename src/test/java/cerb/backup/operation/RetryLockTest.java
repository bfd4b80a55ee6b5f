package cerb.backup.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.local.LocalBackend;
import cerb.backup.crypto.Password;
import cerb.backup.operation.check.Check;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.copy.TakeUp;
import cerb.backup.operation.export.Export;
import cerb.backup.operation.gate.LiveDirectories;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.restore.CommandWords;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import cerb.backup.repository.lock.LockMode;
import cerb.backup.repository.lock.Locks;
import cerb.backup.repository.lock.RepositoryLock;
import cerb.backup.repository.shared.LockedException;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is to be stored while another program has an exclusive lock, as restic's check of a night. */
class RetryLockTest {
    private static final Logger LOCKS = (Logger) LoggerFactory.getLogger(Locks.class);

    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            log.add(event.getFormattedMessage());
        }
    };
    private HelpdeskFixture helpdesk;

    @BeforeEach
    void begin(@TempDir Path directory) {
        helpdesk = new HelpdeskFixture(directory);
        appender.start();
        LOCKS.addAppender(appender);
    }

    @AfterEach
    void end() {
        LOCKS.detachAppender(appender);
    }

    @Test
    void recoveryPointWaitsForTheLockAndSaysOnceWhose() throws Exception {
        try (Engine engine = engine(Duration.ofMinutes(5))) {
            CompletableFuture<RecoveryPointResult> point;
            try (RepositoryLock foreign = engine.repository().locks().acquire(LockMode.EXCLUSIVE)) {
                point = CompletableFuture.supplyAsync(() -> storage(engine));
                assertThat(log.poll(1, TimeUnit.MINUTES)).contains("waiting for at most 300 s, because exclusive lock", "process " + ProcessHandle.current().pid());
                assertThat(foreign.isHeld()).isTrue();
                assertThat(point).isNotDone();
            }
            assertThat(point.get(1, TimeUnit.MINUTES).incomplete()).isFalse();
            assertThat(log).isEmpty();
            assertThat(engine.repository().snapshots()).hasSize(1);
        }
    }

    /** What only reads gives up at once, as restic does, where nobody has said how long it may wait. */
    @Test
    void readersWaitAsLongAsTheyAreTold() throws Exception {
        try (Engine engine = engine(Duration.ZERO); Repository reader = open()) {
            RecoveryPointResult point = storage(engine);
            Map<String, Function<Duration, Boolean>> readers = Map.of(
                    "check", patience -> new Check(reader, Observer.NONE).run(CheckOptions.structure().withRetryLock(patience)).damaged(),
                    "export", patience -> new Export(reader, helpdesk.root.resolve("export"), new LiveDirectories(List.of()), Observer.NONE).run(100 << 20, 1, patience).incomplete(),
                    "take-up", patience -> new TakeUp(reader, helpdesk.root.resolve("elsewhere"), Observer.NONE).run(1, false, patience).incomplete(),
                    "restore", patience -> new Restore(reader, Observer.NONE, CommandWords.NONE, patience).storage(reader.find(point.snapshot().toString()), StorageOptions.to(helpdesk.root.resolve("restored"))).incomplete());
            List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
            try (RepositoryLock foreign = engine.repository().locks().acquire(LockMode.EXCLUSIVE)) {
                readers.forEach((name, reading) -> {
                    assertThatThrownBy(() -> reading.apply(Duration.ZERO)).as(name).isInstanceOf(LockedException.class);
                    waiting.add(CompletableFuture.supplyAsync(() -> reading.apply(Duration.ofMinutes(5)), work -> new Thread(work, name).start()));
                });
                for (String name : readers.keySet()) {
                    assertThat(log.poll(1, TimeUnit.MINUTES)).as(name).contains("waiting for at most 300 s");
                }
                assertThat(foreign.isHeld()).isTrue();
            }
            for (CompletableFuture<Boolean> each : waiting) {
                assertThat(each.get(1, TimeUnit.MINUTES)).isFalse();
            }
        }
    }

    private Repository open() {
        return Repository.open(new LocalBackend(helpdesk.repository), Password.of(HelpdeskFixture.PASSWORD), RepositoryOptions.defaults());
    }

    @Test
    void failsWhenTheTimeIsOver() {
        try (Engine engine = engine(Duration.ofMillis(10)); RepositoryLock foreign = engine.repository().locks().acquire(LockMode.EXCLUSIVE)) {
            assertThatThrownBy(() -> storage(engine)).isInstanceOf(LockedException.class).hasMessageContaining("is in the way");
            assertThat(foreign.isHeld()).isTrue();
        }
    }

    private Engine engine(Duration retryLock) {
        return Engine.openOrInitialise(helpdesk.options().withRetryLock(retryLock), new Observers());
    }

    private static RecoveryPointResult storage(Engine engine) {
        try (Run run = engine.recoveryPoint().begin(Set.of(Part.STORAGE), List.of())) {
            return run.commit();
        }
    }
}
