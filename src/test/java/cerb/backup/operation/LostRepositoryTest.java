package cerb.backup.operation;

import static cerb.backup.operation.HelpdeskFixture.attachment;
import static cerb.backup.operation.HelpdeskFixture.dirty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.format.Id;
import cerb.backup.format.document.Snapshot;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.shared.NoRepositoryException;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LostRepositoryTest {
    @TempDir
    Path root;
    HelpdeskFixture helpdesk;

    @BeforeEach
    void makeHelpdesk() {
        helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 3);
    }

    @Test
    void nothingIsStoredWhereTheRepositoryHasGone() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1);
            Files.move(helpdesk.repository, root.resolve("unmounted"));
            assertThatThrownBy(() -> engine.recoveryPoint().checkpoint(DirtyBatch.everything())).isInstanceOf(NoRepositoryException.class);
            assertThat(helpdesk.repository).doesNotExist();
            Files.createDirectory(helpdesk.repository);
            assertThatThrownBy(() -> engine.recoveryPoint().begin(Set.of(Part.DATABASE, Part.STORAGE), List.of()))
                    .isInstanceOf(NoRepositoryException.class);
            assertThat(helpdesk.repository).isEmptyDirectory();

            Files.delete(helpdesk.repository);
            Files.move(root.resolve("unmounted"), helpdesk.repository);
            helpdesk.write(attachment(9), new byte[9]);
            assertThat(engine.recoveryPoint().checkpoint(dirty(attachment(9)))).isPresent();
        }
    }

    @Test
    void nothingIsStoredInAnotherRepositoryInItsPlace() throws IOException {
        HelpdeskFixture other = new HelpdeskFixture(Files.createDirectory(root.resolve("other")));
        other.engine().close();
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1);
            Files.move(helpdesk.repository, root.resolve("moved"));
            Files.move(other.repository, helpdesk.repository);
            assertThatThrownBy(() -> engine.recoveryPoint().checkpoint(DirtyBatch.everything())).hasMessageContaining("another repository");
        }
    }

    @Test
    void nothingIsStoredBesideSnapshotsOfWhichTheIndexIsLost() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1);
            Path index = helpdesk.repository.resolve("index");
            Files.move(index, root.resolve("index"));
            assertThatThrownBy(() -> engine.recoveryPoint().checkpoint(DirtyBatch.everything())).isInstanceOf(OperationException.class)
                    .hasMessageContaining("no snapshot of cerb can be read: 1 snapshot is there");
            assertThat(engine.repository().snapshots()).hasSize(1);
            Files.move(root.resolve("index"), index);
            assertThat(engine.recoveryPoint().checkpoint(DirtyBatch.everything())).isEmpty();
        }
    }

    @Test
    void snapshotFileThatCannotBeReadIsNamedAndHoldsNothingUp() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1);
            // as a full disk or a power cut leaves it
            Files.createFile(helpdesk.repository.resolve("snapshots/" + "ab".repeat(32)));
            assertThat(engine.recoveryPoint().checkpoint(DirtyBatch.everything())).as("nothing has changed").isEmpty();
            helpdesk.write(attachment(9), new byte[9]);
            for (RecoveryPointResult result : List.of(engine.recoveryPoint().checkpoint(dirty(attachment(9))).orElseThrow(), helpdesk.recoveryPoint(engine, 1))) {
                assertThat(result.findings()).singleElement().satisfies(finding -> assertThat(finding.subject()).isEqualTo("snapshot abababab"));
                assertThat(result.incomplete()).isFalse();
            }
        }
    }

    @Test
    void damagedNewestSnapshotIsNamedAndReplaced() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1);
            Snapshot snapshot = engine.repository().snapshots().get(0).snapshot();
            for (int damage = 0; damage < 2; damage++) {
                Id damaged = engine.repository().saveSnapshot(new Snapshot(Instant.now(), snapshot.parent(), Id.hash(new byte[] {(byte) damage}, 0, 1), snapshot.paths(),
                        snapshot.hostname(), snapshot.username(), 0, 0, List.of(), snapshot.tags(), null, snapshot.programVersion(), null));
                RecoveryPointResult result = damage == 0
                        ? engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow()
                        : helpdesk.recoveryPoint(engine, 1);
                assertThat(result.findings()).singleElement().satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.DAMAGE);
                    assertThat(finding.subject()).isEqualTo("snapshot " + damaged.shortName());
                });
                assertThat(result.incomplete()).isFalse();
                assertThat(engine.recoveryPoint().checkpoint(DirtyBatch.everything())).isEmpty();
            }
        }
    }
}
