package cerb.backup.operation;

import static cerb.backup.operation.HelpdeskFixture.attachment;
import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.ClockOf;
import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.Restic;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.Failure;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Reason;
import cerb.backup.repository.lock.FoundLock;
import cerb.backup.repository.shared.LockedException;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run whose lock is taken from it writes no snapshot: what it re-used may have been pruned since. */
final class LostLockTest {
    @TempDir
    Path root;
    private HelpdeskFixture helpdesk;

    @BeforeEach
    void makeHelpdesk() {
        helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 10);
    }

    private Restic.Answer restic(ResticVersion version, String... arguments) {
        return Oracles.restic(version).ask(helpdesk.repository.toString(), HelpdeskFixture.PASSWORD, arguments);
    }

    private static Run begin(Engine engine) {
        return engine.recoveryPoint().begin(Set.of(Part.DATABASE, Part.STORAGE), List.of());
    }

    @ParameterizedTest
    @EnumSource(ResticVersion.class)
    void removingAllLocksEndsTheRunWithoutASnapshot(ResticVersion version) throws IOException {
        try (Engine engine = helpdesk.engine()) {
            try (Run run = begin(engine)) {
                assertThat(restic(version, "unlock", "--remove-all").exitCode()).isZero();
                var report = HelpdeskFixture.storeDump(run, 1);
                assertThatThrownBy(() -> run.commit(report)).isInstanceOf(LockedException.class).hasMessageContaining("somebody removed it")
                        .satisfies(lost -> assertThat(Failure.of(lost).exit()).isEqualTo(ExitCode.LOCKED));
            }
            assertThat(engine.repository().snapshots()).isEmpty();
            assertThat(helpdesk.recoveryPoint(engine, 1).findings()).as("the next one").noneMatch(Finding::marksIncomplete);
        }
        assertThat(restic(version, "check").exitCode()).isZero();
    }

    /** The exclusive lock of a prune may stand where the run's was; nothing of the run is in what it keeps. */
    @Test
    void whatIsPrunedAfterRemoveAllIsInNoSnapshot() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            String first = helpdesk.recoveryPoint(engine, 1).snapshot().toString();
            try (Run run = begin(engine)) {
                restic(ResticVersion.NEWER, "unlock", "--remove-all");
                assertThat(restic(ResticVersion.NEWER, "forget", first, "--prune").exitCode()).isZero();
                var report = HelpdeskFixture.storeDump(run, 1);
                assertThatThrownBy(() -> run.commit(report)).isInstanceOf(LockedException.class);
            }
            helpdesk.write(attachment(3), content(33, 300));
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
        }
        assertThat(restic(ResticVersion.NEWER, "check", "--read-data").exitCode()).isZero();
    }

    @ParameterizedTest
    @EnumSource(ResticVersion.class)
    void resticIsToldWhoHoldsTheLock(ResticVersion version) {
        try (Engine engine = helpdesk.engine(); Run run = begin(engine)) {
            FoundLock lock = engine.repository().locks().list().get(0);
            Restic.Answer refused = restic(version, "prune");
            assertThat(refused.exitCode()).isEqualTo(version == ResticVersion.NEWER ? ExitCode.LOCKED.number() : 1);
            assertThat(refused.errors()).contains("already locked by PID " + ProcessHandle.current().pid() + " on " + lock.lock().hostname());
            assertThat(restic(version, "snapshots").exitCode()).isZero();
            run.abandon(Reason.of("seen"));
        }
    }

    /** Nobody refreshes for as long as restic gives itself: 22.5 minutes. */
    @Test
    void aRunThatCouldNotRefreshGivesUp() throws IOException {
        List<Duration> late = new ArrayList<>(List.of(Duration.ZERO));
        Instant start = Instant.now();
        Clock clock = new ClockOf(() -> start.plus(late.get(0)));
        try (Engine engine = Engine.over(new MemoryBackend(), helpdesk.options(), new Observers(), clock)) {
            try (Run run = begin(engine)) {
                var report = HelpdeskFixture.storeDump(run, 1);
                late.set(0, Duration.ofSeconds(1351));
                assertThatThrownBy(() -> run.commit(report)).isInstanceOf(LockedException.class).hasMessageContaining("could not be refreshed for 22 minutes");
            }
            assertThat(engine.repository().snapshots()).isEmpty();
        }
    }

    /** The disk is slow, and the lock is removed while the snapshot is on its way: a prune that began then does not know of it. */
    @Test
    void aSnapshotThatWasWrittenWithoutALockIsTakenBack() throws IOException {
        var backend = new ForwardingBackend(new MemoryBackend()) {
            @Override
            public void save(Handle handle, Content content) {
                super.save(handle, content);
                if (handle.type() == FileType.SNAPSHOT) {
                    List<Handle> locks = new ArrayList<>();
                    list(FileType.LOCK, (lock, size) -> locks.add(lock));
                    locks.forEach(this::remove);
                }
            }
        };
        try (Engine engine = helpdesk.engine(backend)) {
            assertThatThrownBy(() -> engine.recoveryPoint().checkpoint(DirtyBatch.everything())).isInstanceOf(LockedException.class);
            assertThat(engine.repository().snapshots()).isEmpty();
        }
    }
}
