package cerb.backup.operation.forget;

import static cerb.backup.operation.forget.ForgetScene.NOW;
import static cerb.backup.operation.forget.ForgetScene.ago;
import static cerb.backup.operation.forget.ForgetScene.days;
import static cerb.backup.operation.forget.ForgetScene.ids;
import static cerb.backup.operation.forget.ForgetScene.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.format.Id;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.StoredSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot whose file is damaged may be anybody's, and the last good one. */
final class UnreadableSnapshotTest {
    private final MemoryBackend backend = new MemoryBackend();
    @AutoClose
    private final ForgetScene scene;

    UnreadableSnapshotTest(@TempDir Path directory) throws IOException {
        scene = new ForgetScene(directory, backend);
    }

    @Test
    void staysByTheRulesAndIsReported() {
        Id older = scene.checkpoint(ago(0, 9));
        scene.checkpoint(ago(0, 5));
        Handle damaged = new Handle(FileType.SNAPSHOT, unreadableFile().toString());

        ForgetResult result = scene.forget(ForgetOptions.by(days(1)));
        assertThat(ids(result.removed())).containsExactly(texts(older));
        assertThat(backend.size(damaged)).isEqualTo(3);
        assertThat(result.findings()).hasSize(1).allSatisfy(finding -> assertThat(finding.subject()).contains(damaged.name().substring(0, 8)));
        assertThat(result.exitCode()).isEqualTo(3);
    }

    /** Or nothing could be pruned for ever, here or, where it was deleted without a record, at a sink. */
    @Test
    void isGivenUpByItsWholeIdAndItsWord() {
        Id lost = unreadableFile();
        ForgetOptions named = ForgetOptions.by(days(1)).ids(lost.toString());
        assertThatThrownBy(() -> scene.forget(named.allow(Allow.DAMAGED))).isInstanceOf(OperationException.class).hasMessageContaining("none of ours");
        Id point = scene.recoveryPoint(ago(0, 5));
        for (ForgetOptions refused : List.of(named.allow(Allow.PINNED, Allow.GAP, Allow.LAST), ForgetOptions.by(days(1)).ids(lost.shortName()).allow(Allow.DAMAGED))) {
            assertThatThrownBy(() -> scene.forget(refused)).isInstanceOf(OperationException.class).hasMessageContaining(lost.toString());
        }
        assertThat(scene.forget(ForgetOptions.by(days(1))).findings()).extracting(Finding::remedy).singleElement().asString().contains("forget " + lost + " --unsafe-allow damaged");

        assertThat(scene.forget(named.allow(Allow.DAMAGED).dry(true)).exitCode()).isZero();
        assertThat(scene.records()).isEmpty();
        ForgetResult result = scene.forget(named.allow(Allow.DAMAGED));
        assertThat(result.exitCode()).isZero();
        assertThat(result.findings()).extracting(Finding::message).singleElement().asString().contains("given up");
        assertThat(scene.records()).containsExactly(new Removal(NOW, "forget", List.of(), List.of(new Handle(FileType.SNAPSHOT, lost.toString()))));
        assertThat(scene.engine.repository().snapshots()).extracting(StoredSnapshot::id).containsExactly(point);
    }

    private Id unreadableFile() {
        Id id = Id.hash(new byte[] {7});
        backend.save(new Handle(FileType.SNAPSHOT, id.toString()), Content.of(new byte[] {1, 2, 3}));
        return id;
    }
}
