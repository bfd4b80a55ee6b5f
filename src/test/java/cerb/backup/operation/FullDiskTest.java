package cerb.backup.operation;

import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.local.FullDisk;
import cerb.backup.format.Id;
import cerb.backup.operation.check.Check;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.gate.Reserve;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.PruneResult;
import cerb.backup.operation.prune.Prune;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk is full at any write of a backup or a prune, in its middle: the failure says so, nothing half-written stays, and with room the next run completes. */
@Timeout(180)
final class FullDiskTest {
    private static final long PLENTY = 1L << 40;

    @TempDir
    Path root;
    private final FullDisk disk = new FullDisk(PLENTY);
    private HelpdeskFixture helpdesk;
    private Engine engine;

    @BeforeEach
    void begin() throws IOException {
        helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 4);
        engine = Engine.open(helpdesk.options(), new Observers(), Clock.systemUTC(), true, disk);
        helpdesk.recoveryPoint(engine, 1, 2);
    }

    @AfterEach
    void end() {
        engine.close();
    }

    @Test
    void anyWriteOfABackupMayFindTheDiskFull() throws IOException {
        int acknowledged = 1;
        int writes = 0;
        for (boolean fits = false; !fits; writes++) {
            helpdesk.write("attachments/z/" + writes, content(writes, 3000));
            Files.deleteIfExists(helpdesk.repository.resolve(Reserve.NAME));
            disk.leaveWrites(writes);
            fits = succeeds(() -> helpdesk.recoveryPoint(engine, 1, 2));
            acknowledged += fits ? 1 : 0;
            assertSound(acknowledged);
        }
        assertThat(writes).as("writes of a backup").isGreaterThan(5);
        helpdesk.recoveryPoint(engine, 1, 2);
        assertLatestIsEqual();
        helpdesk.checkByRestic();
    }

    @Test
    void anyWriteOfAPruneMayFindTheDiskFull() throws IOException {
        int writes = 0;
        for (boolean fits = false; !fits; writes++) {
            giveToPrune(writes);
            int snapshots = engine.repository().snapshots().size();
            Files.deleteIfExists(helpdesk.repository.resolve(Reserve.NAME));
            disk.leaveWrites(writes);
            fits = succeeds(() -> prune());
            assertSound(snapshots);
        }
        assertThat(writes).as("writes of a prune").isGreaterThan(5);
        prune();
        assertThat(prune().packsRemoved()).isZero();
        assertLatestIsEqual();
    }

    /** Others have taken every byte: what the reserve gives back is enough for a lock and an index. */
    @Test
    void pruneFreesAFullDisk() throws IOException {
        giveToPrune(1);
        engine.append().close();
        assertThat(helpdesk.repository.resolve(Reserve.NAME)).exists();
        disk.leaveReserve(helpdesk.repository.resolve(Reserve.NAME));
        assertThat(prune().packsRemoved()).isPositive();
        assertThat(helpdesk.repository.resolve(Reserve.NAME)).doesNotExist();
        assertSound(2);
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Whether there was room; if not, the failure says that there was none, and where. */
    private boolean succeeds(Work work) throws IOException {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            assertThat(e).hasMessageContaining("nothing new is stored in " + helpdesk.repository).hasMessageContaining("Free space there");
            return false;
        } finally {
            disk.leave(PLENTY);
        }
    }

    private PruneResult prune() {
        return new Prune(engine, Observer.NONE).run(KillVictim.THOROUGH);
    }

    /** Two checkpoints, of which the first is gone: a pack of it is half needed. */
    private void giveToPrune(int number) throws IOException {
        helpdesk.write("mail/stays", content(number, 20_000));
        Path goes = helpdesk.write("mail/goes", content(number + 1000, 30_000));
        Id first = engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow().snapshot();
        Files.delete(goes);
        engine.recoveryPoint().checkpoint(DirtyBatch.everything());
        engine.repository().removeSnapshot(first);
    }

    private void assertSound(int snapshots) throws IOException {
        try (Stream<Path> files = Files.walk(helpdesk.repository)) {
            assertThat(files.filter(file -> file.getFileName().toString().contains("-tmp-"))).as("half-written files").isEmpty();
        }
        assertThat(engine.repository().locks().list()).as("locks").isEmpty();
        CheckResult result = new Check(engine.repository(), Observer.NONE).run(CheckOptions.everything());
        assertThat(result.findings()).allMatch(finding -> finding.severity() == Finding.Severity.NOTE);
        assertThat(result.snapshots()).isEqualTo(snapshots);
    }

    private void assertLatestIsEqual() throws IOException {
        List<?> all = engine.repository().snapshots();
        Path target = root.resolve("restored");
        new Restore(engine.repository(), Observer.NONE).storage(engine.repository().snapshots().get(all.size() - 1), StorageOptions.to(target));
        assertThat(TreeListing.of(target)).isEqualTo(TreeListing.of(helpdesk.storage));
    }
}
