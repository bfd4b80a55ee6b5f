package cerb.backup.operation.forget;

import static cerb.backup.operation.forget.ForgetScene.ago;
import static cerb.backup.operation.forget.ForgetScene.days;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.FaultyBackend;
import cerb.backup.backend.FaultyBackend.Fault;
import cerb.backup.backend.FileType;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.format.Id;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.report.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** However a forget ends: what the rules keep is there, what has gone is in the record, and the next one completes. */
@Timeout(120)
final class ForgetFaultsTest {
    @TempDir
    Path directory;

    @Test
    void anyCallMayFail() throws IOException {
        FaultyBackend faulty = new FaultyBackend(new MemoryBackend());
        try (ForgetScene scene = new ForgetScene(directory, faulty)) {
            List<Id> staying = List.of(scene.recoveryPoint(ago(1, 0)), scene.checkpoint(ago(0, 1)));
            List<Id> going = new ArrayList<>();
            boolean ranThrough = false;
            int call = 0;
            for (; !ranThrough; call++) {
                going.add(scene.checkpoint(ago(0, 10 + 2 * call)));
                going.add(scene.checkpoint(ago(0, 11 + 2 * call)));
                faulty.breakCall(call, Fault.values()[call % Fault.values().length], call % 3 == 0);
                attempt(scene);
                ranThrough = faulty.calls() <= call;
                faulty.heal();
                assertNothingElseHasGone(scene, staying, going);
                assertThat(scene.forget(ForgetOptions.by(days(2))).exitCode()).isZero();
                assertThat(scene.present()).as("after call %s", call).containsExactlyElementsOf(staying);
            }
            assertThat(call).isGreaterThan(8);
        }
    }

    private static void attempt(ForgetScene scene) {
        try {
            ForgetResult result = scene.forget(ForgetOptions.by(days(2)));
            assertThat(result.exitCode() == 0 || !result.findings().isEmpty()).isTrue();
        } catch (RuntimeException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static void assertNothingElseHasGone(ForgetScene scene, List<Id> staying, List<Id> going) {
        List<Id> present = scene.present();
        assertThat(present).containsAll(staying);
        List<Handle> recorded = scene.records().stream().map(Removal::remove).flatMap(List::stream).toList();
        assertThat(going.stream().filter(id -> !present.contains(id)).map(id -> new Handle(FileType.SNAPSHOT, id.toString()))).isSubsetOf(recorded);
    }

    /** The process ends between the record and the first removal, and between two removals. */
    @Test
    void crashOnTheWayLeavesWholeSnapshotsAndTheNextRunCompletes() throws IOException {
        var killed = new KilledAtRemoval();
        try (ForgetScene scene = new ForgetScene(directory, killed)) {
            Id point = scene.recoveryPoint(ago(0, 1));
            for (int minute = 2; minute < 8; minute++) {
                scene.recoveryPoint(ago(0, minute));
            }
            for (int removals : new int[] {0, 2}) {
                killed.left = removals;
                int before = scene.present().size();
                assertThatThrownBy(() -> scene.forget(ForgetOptions.by(days(1)))).isInstanceOf(Killed.class);
                assertThat(scene.present()).hasSize(before - removals);
                assertThat(scene.records().get(scene.records().size() - 1).remove()).hasSize(before - 1);
            }
            killed.left = Integer.MAX_VALUE;
            scene.forget(ForgetOptions.by(days(1)));
            assertThat(scene.present()).containsExactly(point);
        }
    }

    @Test
    void removesNothingThatCannotBeRecorded() throws IOException {
        try (ForgetScene scene = new ForgetScene(directory, new MemoryBackend())) {
            scene.checkpoint(ago(0, 1));
            scene.checkpoint(ago(0, 2));
            Files.createDirectory(directory.resolve(RemovalJournal.NAME));
            assertThatThrownBy(() -> scene.forget(ForgetOptions.by(days(1)))).isInstanceOf(OperationException.class).hasMessageContaining("cannot record");
            assertThat(scene.present()).hasSize(2);
        }
    }

    /** Ends the process, as far as a test can, before the removal of a snapshot after so many. */
    private final class KilledAtRemoval extends ForwardingBackend {
        private int left = Integer.MAX_VALUE;

        KilledAtRemoval() {
            super(new MemoryBackend());
        }

        @Override
        public void remove(Handle handle) {
            if (handle.type() == FileType.SNAPSHOT) {
                List<Removal> records = new RemovalJournal(directory).read();
                assertThat(records.get(records.size() - 1).remove()).as("recorded before").contains(handle);
                if (left-- == 0) {
                    throw new Killed();
                }
            }
            super.remove(handle);
        }
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
