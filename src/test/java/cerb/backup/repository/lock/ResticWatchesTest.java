package cerb.backup.repository.lock;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.ClockOf;
import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.Restic;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.repository.Repository;
import cerb.backup.repository.SmallBackup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A lock is refreshed by a new file in the place of the old one: at no moment may restic find neither. */
final class ResticWatchesTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(ResticVersion.class)
    void isKeptOutWhileALockIsRefreshedAgainAndAgain(ResticVersion version) throws InterruptedException {
        Restic restic = Oracles.restic(version);
        Instant begin = Instant.now();
        AtomicInteger looks = new AtomicInteger();
        // each look at it is six minutes later, so that every refresh is due
        ClockOf clock = new ClockOf(() -> begin.plus(Duration.ofMinutes(6L * looks.get())));
        AtomicBoolean end = new AtomicBoolean();
        try (Repository repository = Repository.init(new LocalBackend(directory), SmallBackup.PASSWORD, SmallBackup.OPTIONS.withClock(clock));
                RepositoryLock lock = repository.locks().acquire(LockMode.EXCLUSIVE)) {
            Thread refreshing = new Thread(() -> {
                while (!end.get()) {
                    looks.incrementAndGet();
                    lock.refreshIfDue();
                }
            });
            refreshing.start();
            for (int i = 0; i < 3; i++) {
                Restic.Answer refused = restic.ask(directory.toString(), SmallBackup.PASSWORD_TEXT, "snapshots");
                assertThat(refused.exitCode()).as(refused.output()).isNotZero();
                assertThat(refused.errors()).contains("already locked exclusively by PID " + ProcessHandle.current().pid());
            }
            end.set(true);
            refreshing.join();
            lock.requireHeld();
            assertThat(looks.get()).as("it was refreshed while restic looked").isGreaterThan(3);
            assertThat(repository.locks().list()).hasSize(1);
        }
    }
}
