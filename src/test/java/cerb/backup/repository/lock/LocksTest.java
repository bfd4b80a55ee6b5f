package cerb.backup.repository.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.ClockOf;
import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.FaultyBackend;
import cerb.backup.backend.FaultyBackend.Fault;
import cerb.backup.backend.FileType;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.TransientException;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.crypto.MasterKey;
import cerb.backup.format.Id;
import cerb.backup.format.Samples;
import cerb.backup.repository.file.UnpackedFiles;
import cerb.backup.repository.shared.LockedException;
import cerb.backup.repository.shared.RepositoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocksTest {
    private static final LockOwner ELSEWHERE = new LockOwner("elsewhere", "somebody", 4711, 0, 0);

    @TempDir
    private Path notes;
    private final MemoryBackend backend = new MemoryBackend();
    private final FaultyBackend faulty = new FaultyBackend(backend);
    private final MasterKey key = MasterKey.generate(new SecureRandom());
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final Clock clock = new ClockOf(() -> now);
    private final Locks locks = locks(LockOwner.self(), null);

    private Locks locks(LockOwner owner, Path noteDirectory) {
        return locks(owner, noteDirectory, Duration.ZERO);
    }

    private Locks locks(LockOwner owner, Path noteDirectory, Duration settle) {
        return new Locks(faulty, new UnpackedFiles(faulty, key, true), owner, noteDirectory, settle, clock);
    }

    /** Leaves a lock as a killed process does. */
    private void leave(LockOwner owner, LockMode mode) {
        new LockFiles(backend, new UnpackedFiles(backend, key, true), owner, new LockNotes(null), clock).write(mode);
    }

    @AfterEach
    void close() {
        faulty.heal();
        locks.close();
    }

    @Test
    void whatThisProcessCouldNotRemoveIsInNobodysWay() {
        RepositoryLock lock = locks.acquire(LockMode.SHARED);
        faulty.breakCall(0, Fault.TRANSIENT, false);
        lock.close();
        assertThat(locks.list()).hasSize(1);
        locks.acquire(LockMode.EXCLUSIVE).close();
        assertThat(locks.list()).isEmpty();
    }

    @Test
    void aLockWhoseWritingWasNotConfirmedIsInNobodysWay() {
        faulty.breakCall(1, Fault.ANSWER_LOST, false);
        assertThatThrownBy(() -> locks.acquire(LockMode.SHARED)).hasMessageContaining("save");
        assertThat(locks.list()).hasSize(1);
        locks.acquire(LockMode.EXCLUSIVE).close();
        assertThat(locks.list()).isEmpty();
    }

    @Test
    void sharedLocksGoTogether() {
        try (RepositoryLock first = locks.acquire(LockMode.SHARED);
                RepositoryLock second = locks.acquire(LockMode.SHARED)) {
            assertThat(first.isHeld()).isTrue();
            assertThat(second.isHeld()).isTrue();
            assertThat(locks.list()).hasSize(2);
        }
        assertThat(locks.list()).isEmpty();
    }

    @Test
    void exclusiveLocksStandAlone() {
        try (RepositoryLock lock = locks.acquire(LockMode.EXCLUSIVE)) {
            assertThatThrownBy(() -> locks.acquire(LockMode.SHARED)).isInstanceOf(LockedException.class)
                    .hasMessageContaining("exclusive").hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThatThrownBy(() -> locks.acquire(LockMode.EXCLUSIVE)).isInstanceOf(LockedException.class);
            assertThat(lock.mode()).isEqualTo(LockMode.EXCLUSIVE);
        }
        locks.acquire(LockMode.SHARED).close();
    }

    @Test
    void aFailedAttemptLeavesNothingBehind() {
        try (RepositoryLock lock = locks.acquire(LockMode.SHARED)) {
            assertThatThrownBy(() -> locks.acquire(LockMode.EXCLUSIVE)).isInstanceOf(LockedException.class);
            assertThat(locks.list()).extracting(FoundLock::id).containsExactly(lock.id());
        }
    }

    @Test
    void waitsForOthersAsLongAsTold() {
        RepositoryLock first = locks.acquire(LockMode.EXCLUSIVE);
        Thread waiting = Thread.currentThread();
        Thread releasing = new Thread(() -> {
            while (waiting.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            first.close();
        });
        releasing.setDaemon(true);
        releasing.start();
        try (RepositoryLock second = locks.acquire(LockMode.SHARED, Duration.ofMinutes(1))) {
            assertThat(first.isHeld()).as("it was waited for").isFalse();
            assertThat(second.isHeld()).isTrue();
        }
    }

    @Test
    void twoAtOnceSeeEachOther() {
        Locks one = locks(LockOwner.self(), null, Locks.SETTLE);
        Locks other = locks(ELSEWHERE, null, Locks.SETTLE);
        var attempts = Stream.of(one, other).map(each -> CompletableFuture.supplyAsync(() -> {
            try {
                each.acquire(LockMode.EXCLUSIVE);
                return 1;
            } catch (LockedException e) {
                return 0;
            }
        })).toList();
        assertThat(attempts.stream().mapToInt(each -> each.join()).sum()).isLessThanOrEqualTo(1);
        one.close();
        other.close();
    }

    @Test
    void refreshesByANewFileAndRemovesTheOldOne() {
        try (RepositoryLock lock = locks.acquire(LockMode.SHARED)) {
            Id before = lock.id();
            lock.refreshIfDue();
            assertThat(lock.id()).isEqualTo(before);
            now = now.plus(Duration.ofMinutes(6));
            lock.refreshIfDue();
            assertThat(lock.id()).isNotEqualTo(before);
            assertThat(locks.list()).extracting(FoundLock::id).containsExactly(lock.id());
            assertThat(locks.list().get(0).lock().time()).isEqualTo(now);
        }
    }

    @Test
    void takesALockThatTheStoreKeepsInsteadOfOneMore() {
        Id kept = keptLock(locks);
        try (RepositoryLock again = locks.acquire(LockMode.SHARED)) {
            assertThat(again.id()).isEqualTo(kept);
            now = now.plus(Duration.ofMinutes(20));
            again.refreshIfDue();
            now = now.plus(Duration.ofMinutes(20));
            assertThat(again.isHeld()).isTrue();
            assertThat(locks.list()).hasSize(1);
            locks.acquire(LockMode.SHARED).close();
            assertThat(locks.list()).as("one that is held is nobody else's").extracting(FoundLock::id).contains(kept);
        }
        assertThat(locks.list()).as("may go now").isEmpty();
    }

    @Test
    void knowsALockThatTheStoreKeptAgain() {
        Id kept = keptLock(locks(LockOwner.self(), notes));
        faulty.breakCall(2, Fault.PERMANENT, false);
        try (Locks next = locks(LockOwner.self(), notes); RepositoryLock again = next.acquire(LockMode.SHARED)) {
            assertThat(again.id()).isEqualTo(kept);
        }
        assertThat(notes).isEmptyDirectory();
    }

    @Test
    void lockThatIsKeptAndHeldIsInAnExclusiveOnesWay() {
        keptLock(locks);
        try (RepositoryLock again = locks.acquire(LockMode.SHARED)) {
            assertThatThrownBy(() -> locks.acquire(LockMode.EXCLUSIVE)).isInstanceOf(LockedException.class);
            assertThat(again.isHeld()).isTrue();
        }
    }

    @Test
    void otherLocksAreRefreshedAlthoughTheStoreKeepsOne() {
        try (RepositoryLock shared = locks.acquire(LockMode.SHARED)) {
            keptLock(locks);
            assertRefreshed(shared);
        }
        try (RepositoryLock exclusive = locks.acquire(LockMode.EXCLUSIVE)) {
            assertRefreshed(exclusive);
        }
    }

    private void assertRefreshed(RepositoryLock lock) {
        Id before = lock.id();
        now = now.plus(Duration.ofMinutes(6));
        lock.refreshIfDue();
        assertThat(lock.id()).isNotEqualTo(before);
    }

    @Test
    void refreshesLeaveOneMoreAtMostWhereTheStoreKeepsLocks() {
        Backend keeping = new ForwardingBackend(backend) {
            @Override
            public void remove(Handle handle) {
                throw new PermanentException("retained");
            }
        };
        try (Locks some = new Locks(keeping, new UnpackedFiles(keeping, key, true), LockOwner.self(), null, Duration.ZERO, clock); RepositoryLock lock = some.acquire(LockMode.SHARED)) {
            for (int i = 0; i < 5; i++) {
                now = now.plus(Duration.ofMinutes(6));
                lock.refreshIfDue();
            }
            assertThat(lock.isHeld()).isTrue();
            assertThat(some.list()).hasSize(2);
        }
    }

    @Test
    void lockThatIsKeptAndHeldAgainIsKnownToOtherProcesses() {
        Locks first = locks(LockOwner.self(), notes);
        Id kept = keptLock(first);
        faulty.breakCall(2, Fault.PERMANENT, false);
        try (Locks second = locks(LockOwner.self(), notes); RepositoryLock again = second.acquire(LockMode.SHARED)) {
            assertThat(again.id()).isEqualTo(kept);
            now = now.plus(Duration.ofMinutes(20));
            assertHeldBySomebodyElse(first, again);
            try (Locks third = locks(LockOwner.self(), notes)) {
                assertHeldBySomebodyElse(third, again);
            }
        }
        first.acquire(LockMode.EXCLUSIVE).close();
        first.close();
        assertThat(notes).isEmptyDirectory();
    }

    private static void assertHeldBySomebodyElse(Locks asking, RepositoryLock held) {
        assertThatThrownBy(() -> asking.acquire(LockMode.EXCLUSIVE)).isInstanceOf(LockedException.class);
        try (RepositoryLock shared = asking.acquire(LockMode.SHARED)) {
            assertThat(shared.id()).isNotEqualTo(held.id());
        }
        assertThat(asking.unlock(false)).noneMatch(JudgedLock::removed);
        held.requireHeld();
    }

    private Id keptLock(Locks some) {
        RepositoryLock lock = some.acquire(LockMode.SHARED);
        faulty.breakCall(0, Fault.PERMANENT, false);
        lock.close();
        return lock.id();
    }

    @Test
    void survivesAnOutageShorterThanItsLife() {
        try (RepositoryLock lock = locks.acquire(LockMode.SHARED)) {
            faulty.breakCall(0, Fault.TRANSIENT, true);
            now = now.plus(Duration.ofMinutes(20));
            lock.refreshIfDue();
            assertThat(lock.isHeld()).isTrue();
            faulty.heal();
            lock.refreshIfDue();
            now = now.plus(Duration.ofMinutes(20));
            assertThat(lock.isHeld()).isTrue();
        }
    }

    @Test
    void givesUpForGoodWhenItCouldNotRefresh() {
        try (RepositoryLock lock = locks.acquire(LockMode.SHARED)) {
            now = now.plus(Duration.ofMinutes(23));
            assertThat(lock.isHeld()).isFalse();
            lock.refreshIfDue();
            now = now.minus(Duration.ofMinutes(23));
            assertThat(lock.isHeld()).isFalse();
            assertThatThrownBy(lock::requireHeld).isInstanceOf(LockedException.class).hasMessageContaining("23 minutes");
        }
        assertThat(locks.list()).isEmpty();
    }

    @Test
    void isLostWhenSomebodyRemovesIt() {
        try (RepositoryLock lock = locks.acquire(LockMode.SHARED)) {
            lock.requireHeld();
            backend.remove(new Handle(FileType.LOCK, lock.id().toString()));
            assertThatThrownBy(lock::requireHeld).isInstanceOf(LockedException.class).hasMessageContaining("removed");
            assertThat(lock.isHeld()).isFalse();
        }
    }

    @Test
    void isLostWhenSomebodyRemovedItBeforeARefresh() {
        try (RepositoryLock lock = locks.acquire(LockMode.SHARED)) {
            backend.remove(new Handle(FileType.LOCK, lock.id().toString()));
            now = now.plus(Duration.ofMinutes(6));
            lock.refreshIfDue();
            assertThat(lock.isHeld()).isFalse();
            assertThat(locks.list()).isEmpty();
        }
    }

    @Test
    void aStaleLockOfAnotherHostStaysInTheWayUntilUnlock() {
        leave(ELSEWHERE, LockMode.EXCLUSIVE);
        now = now.plus(Duration.ofDays(400));
        assertThatThrownBy(() -> locks.acquire(LockMode.SHARED)).isInstanceOf(LockedException.class)
                .hasMessageContaining("somebody@elsewhere").hasMessageContaining("unlock");
        assertThat(locks.unlock(false)).hasSize(1).allMatch(JudgedLock::removed);
        locks.acquire(LockMode.SHARED).close();
    }

    @Test
    void unlockLeavesAFreshLockOfAnotherHost() {
        leave(ELSEWHERE, LockMode.SHARED);
        now = now.plus(Duration.ofMinutes(29));
        assertThat(locks.unlock(false)).hasSize(1).noneMatch(JudgedLock::removed);
    }

    @Test
    void aLockOfADeadProcessOfThisHostIsRemovedOnceNobodyRefreshesIt() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        LockOwner self = LockOwner.self();
        leave(new LockOwner(self.hostname(), self.username(), dead.pid(), 0, 0), LockMode.EXCLUSIVE);
        assertThatThrownBy(() -> locks.acquire(LockMode.SHARED)).as("it may live in another container").isInstanceOf(
                LockedException.class);
        now = now.plus(Duration.ofMinutes(12));
        locks.acquire(LockMode.SHARED).close();
        assertThat(locks.list()).isEmpty();
    }

    @Test
    void unlockRemovesALockOfADeadProcessOfThisHostAtOnce() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        LockOwner self = LockOwner.self();
        leave(new LockOwner(self.hostname(), self.username(), dead.pid(), 0, 0), LockMode.EXCLUSIVE);
        assertThat(locks.unlock(false)).hasSize(1).allMatch(JudgedLock::removed);
    }

    @Test
    void unlockLeavesOurOwnLock() {
        try (RepositoryLock lock = locks.acquire(LockMode.SHARED)) {
            assertThat(locks.unlock(false)).hasSize(1).noneMatch(JudgedLock::removed);
            lock.requireHeld();
        }
    }

    @Test
    void unlockSaysOfEachLockWhyItGoesOrStays() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        LockOwner self = LockOwner.self();
        leave(new LockOwner(self.hostname(), self.username(), dead.pid(), 0, 0), LockMode.SHARED);
        leave(ELSEWHERE, LockMode.SHARED);
        now = now.plus(Duration.ofMinutes(20));
        leave(new LockOwner("third", "somebody", 4711, 0, 0), LockMode.SHARED);
        now = now.plus(Duration.ofMinutes(20));
        leave(new LockOwner(self.hostname(), self.username(), 1, 0, 0), LockMode.SHARED);
        backend.overwrite(new Handle(FileType.LOCK, "00".repeat(32)), new byte[] {1, 2, 3});
        assertThat(locks.unlock(false)).extracting(judged -> judged.removed() + ": " + judged.reason()).containsExactlyInAnyOrder(
                "true: it has not been refreshed for 40 minutes", "true: it has not been refreshed for 40 minutes",
                "false: it is of another host, and was refreshed 20 minutes ago", "false: its process, on this host, runs",
                "false: nobody can say whose it is");
        assertThat(locks.list()).hasSize(3);
    }

    @Test
    void unlockLeavesANotedLockOfALivingProcessHoweverOld() {
        try (Locks daemon = locks(LockOwner.self(), notes); RepositoryLock lock = daemon.acquire(LockMode.SHARED)) {
            now = now.plus(Duration.ofMinutes(31));
            assertThat(locks(LockOwner.self(), notes).unlock(false)).singleElement().satisfies(judged -> {
                assertThat(judged.removed()).isFalse();
                assertThat(judged.reason()).contains("cerb-backup that runs on this host");
            });
            assertThat(locks.list()).extracting(FoundLock::id).containsExactly(lock.id());
        }
    }

    @Test
    void unlockOfAllRemovesEvenEmptyFilesAndWhatIsHeld() {
        leave(ELSEWHERE, LockMode.EXCLUSIVE);
        backend.overwrite(new Handle(FileType.LOCK, "00".repeat(32)), new byte[0]);
        assertThat(locks.unlock(false)).hasSize(1).noneMatch(JudgedLock::removed);
        assertThat(locks.unlock(true)).hasSize(2).allMatch(JudgedLock::removed);
        assertThat(locks.unlock(true)).isEmpty();
        locks.acquire(LockMode.EXCLUSIVE).close();
    }

    @Test
    void aLockOfALivingProcessOfThisHostStays() {
        LockOwner self = LockOwner.self();
        leave(new LockOwner(self.hostname(), self.username(), 1, 0, 0), LockMode.EXCLUSIVE);
        assertThatThrownBy(() -> locks.acquire(LockMode.SHARED)).isInstanceOf(LockedException.class);
        assertThat(locks.unlock(false)).hasSize(1).noneMatch(JudgedLock::removed);
    }

    @Test
    void aLockOfThisProcessNumberCountsAsAFormerLifesOnceNobodyRefreshesIt() {
        leave(LockOwner.self(), LockMode.EXCLUSIVE);
        assertThatThrownBy(() -> locks.acquire(LockMode.SHARED)).isInstanceOf(LockedException.class);
        now = now.plus(Duration.ofMinutes(12));
        locks.acquire(LockMode.SHARED).close();
    }

    @Test
    void aNotedLockOfAFormerLifeIsKnownAgainAtOnce() throws IOException {
        Id left = new LockFiles(backend, new UnpackedFiles(backend, key, true), LockOwner.self(), new LockNotes(null), clock).write(LockMode.EXCLUSIVE);
        // a kill has taken the note's kernel lock, and left the note
        Files.writeString(notes.resolve(left.toString()), "process " + ProcessHandle.current().pid());
        Locks noting = locks(LockOwner.self(), notes);
        noting.acquire(LockMode.SHARED).close();
        assertThat(notes).isEmptyDirectory();
        noting.close();
    }

    @Test
    void anEmptyLockFileIsNoLock() {
        backend.save(new Handle(FileType.LOCK, "ab".repeat(32)), Content.of(new byte[0]));
        assertThat(locks.list()).isEmpty();
        try (RepositoryLock lock = locks.acquire(LockMode.EXCLUSIVE)) {
            assertThat(locks.list()).extracting(FoundLock::id).containsExactly(lock.id());
        }
    }

    @Test
    void anUnreadableLockIsInTheWay() {
        backend.save(new Handle(FileType.LOCK, "ab".repeat(32)), Content.of(new byte[100]));
        assertThatThrownBy(() -> locks.acquire(LockMode.SHARED)).isInstanceOf(LockedException.class)
                .hasMessageContaining("unreadable");
    }

    @Test
    void closingGivesAllLocksBack() {
        RepositoryLock first = locks.acquire(LockMode.SHARED);
        RepositoryLock second = locks.acquire(LockMode.SHARED);
        locks.close();
        assertThat(List.of(first.isHeld(), second.isHeld())).containsOnly(false);
        assertThat(locks.list()).isEmpty();
    }

    @Test
    void takesItsOwnAwayWhereTheSecondLookFails() {
        faulty.breakCall(2, FaultyBackend.Fault.TRANSIENT, false);
        assertThatThrownBy(() -> locks.acquire(LockMode.SHARED)).isInstanceOf(TransientException.class);
        assertThat(new LockFiles(backend, new UnpackedFiles(backend, key, true), ELSEWHERE, new LockNotes(null), clock).list()).isEmpty();
    }

    @Test
    void isInterruptedWhileItWaits() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> locks.acquire(LockMode.SHARED)).isInstanceOf(RepositoryException.class).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).as("the thread stays interrupted").isTrue();
    }

    @Test
    void passesOverALockThatIsReleasedAfterItWasListed() {
        Backend vanishing = new ForwardingBackend(backend) {
            @Override
            public void list(FileType type, BiConsumer<Handle, Long> file) {
                super.list(type, file);
                file.accept(new Handle(FileType.LOCK, Samples.id(1).toString()), 100L);
                file.accept(new Handle(FileType.LOCK, Samples.id(2).toString()), 0L);
            }
        };
        assertThat(new LockFiles(vanishing, new UnpackedFiles(vanishing, key, true), ELSEWHERE, new LockNotes(null), clock).list()).isEmpty();
    }
}
