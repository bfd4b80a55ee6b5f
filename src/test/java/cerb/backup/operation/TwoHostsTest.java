package cerb.backup.operation;

import static cerb.backup.operation.HelpdeskFixture.attachment;
import static cerb.backup.operation.HelpdeskFixture.content;
import static cerb.backup.operation.HelpdeskFixture.dirty;
import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.Backend;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.operation.check.Check;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two daemons on one repository, as on a network file system seen by two hosts: no file lock holds the second off, and neither hears of the
 * other but through the repository.
 */
final class TwoHostsTest {
    private static final int ROUNDS = 4;

    @TempDir
    Path root;
    private HelpdeskFixture helpdesk;

    @BeforeEach
    void makeHelpdesk() throws IOException {
        helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 20);
        Files.createDirectory(helpdesk.repository);
    }

    private Engine host() {
        return helpdesk.engine((Backend) new LocalBackend(helpdesk.repository));
    }

    @Test
    void aSnapshotOfTheOtherHostIsNoDamageToARunThatBeganBefore() throws IOException {
        try (Engine first = host(); Engine second = host()) {
            first.recoveryPoint().checkpoint(DirtyBatch.everything());
            try (Run run = first.recoveryPoint().begin(Set.of(Part.DATABASE, Part.STORAGE), List.of())) {
                helpdesk.write(attachment(30), content(30, 300));
                second.recoveryPoint().checkpoint(dirty(attachment(30))).orElseThrow();
                RecoveryPointResult result = run.commit(HelpdeskFixture.storeDump(run, 1, 30));
                assertThat(result.findings()).isEmpty();
            }
        }
    }

    @Test
    void whatTheOtherHostCouldNotKnowIsLookedFor() throws IOException {
        try (Engine first = host(); Engine second = host()) {
            first.recoveryPoint().checkpoint(DirtyBatch.everything());
            second.recoveryPoint().checkpoint(DirtyBatch.everything());
            helpdesk.write("plugins/heard-by-first", content(1, 300));
            helpdesk.write("plugins-too/heard-by-second", content(2, 300));
            second.recoveryPoint().checkpoint(dirty("plugins-too/heard-by-second"));
            first.recoveryPoint().checkpoint(dirty("plugins/heard-by-first"));
            helpdesk.write("version.php", content(3, 20));
            second.recoveryPoint().checkpoint(dirty("version.php"));
            assertNewestIsTheStorage(first);
        }
    }

    @Test
    void bothAppendAtOnceAndEverythingRestores() throws IOException {
        List<RecoveryPointResult> taken = new ArrayList<>();
        try (Engine first = host(); Engine second = host()) {
            var hosts = List.of(appending(first, 1_000), appending(second, 2_000));
            hosts.forEach(host -> taken.addAll(host.join()));
            assertThat(taken).hasSizeGreaterThanOrEqualTo(2 * ROUNDS).allSatisfy(result -> assertThat(result.findings()).noneMatch(Finding::marksIncomplete));
            CheckResult checked = new Check(second.repository(), Observer.NONE).run(CheckOptions.everything());
            assertThat(checked.snapshots()).isEqualTo(taken.size());
            assertThat(checked.findings()).allMatch(finding -> finding.severity() == Finding.Severity.NOTE);
            first.recoveryPoint().checkpoint(DirtyBatch.everything());
            assertNewestIsTheStorage(second);
        }
        helpdesk.checkByRestic();
    }

    /** Each host writes files of its own, some of them of the same content as the other's; a run of each is open while the other commits. */
    private CompletableFuture<List<RecoveryPointResult>> appending(Engine engine, int from) {
        return CompletableFuture.supplyAsync(() -> {
            List<RecoveryPointResult> taken = new ArrayList<>();
            for (int id = from; id < from + ROUNDS; id++) {
                String shared = "plugins/shared-" + from + "-" + id;
                helpdesk.write(attachment(id), content(id, 20_000));
                helpdesk.write(shared, content(id - from, 600_000));
                engine.recoveryPoint().checkpoint(dirty(attachment(id), shared)).ifPresent(taken::add);
                try (Run run = engine.recoveryPoint().begin(Set.of(Part.DATABASE, Part.STORAGE), List.of())) {
                    helpdesk.write(attachment(id), content(-id, 21_000));
                    engine.recoveryPoint().checkpoint(dirty(attachment(id))).ifPresent(taken::add);
                    taken.add(run.commit(HelpdeskFixture.storeDump(run, 1, id)));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                helpdesk.write(attachment(id), content(id, 22_000));
                engine.recoveryPoint().checkpoint(dirty(attachment(id))).ifPresent(taken::add);
            }
            return taken;
        });
    }

    private void assertNewestIsTheStorage(Engine engine) throws IOException {
        List<StoredSnapshot> snapshots = engine.repository().snapshots();
        engine.repository().index().refresh();
        new Restore(engine.repository(), Observer.NONE).storage(snapshots.get(snapshots.size() - 1), StorageOptions.to(root.resolve("restored")));
        assertThat(TreeListing.of(root.resolve("restored")).entrySet()).containsExactlyElementsOf(TreeListing.of(helpdesk.storage).entrySet());
    }
}
