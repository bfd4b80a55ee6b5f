package cerb.backup.operation.forget;

import static cerb.backup.operation.forget.ForgetScene.ago;
import static cerb.backup.operation.forget.ForgetScene.days;
import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.format.Id;
import cerb.backup.operation.mirror.Mirror;
import cerb.backup.operation.mirror.MirrorOptions;
import cerb.backup.operation.mirror.Outgoing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is forgotten here goes at a sink by the record alone. */
final class ForgetMirrorTest {
    @TempDir
    Path directory;

    private final MemoryBackend local = new MemoryBackend();
    private final MemoryBackend sink = new MemoryBackend();

    @Test
    void goesAtTheSinkByTheRecordAndNotBecauseItIsAbsentHere() throws IOException {
        try (ForgetScene scene = new ForgetScene(directory, local)) {
            Id kept = scene.checkpoint(ago(0, 1));
            Id forgotten = scene.checkpoint(ago(0, 2));
            Id vanished = scene.checkpoint(ago(0, 3));
            pass(scene, Duration.ZERO);
            assertThat(snapshots(sink)).hasSize(3);

            local.remove(new Handle(FileType.SNAPSHOT, vanished.toString()));
            scene.forget(ForgetOptions.by(days(1)));
            assertThat(snapshots(local)).containsExactly(kept.toString());
            pass(scene, Duration.ofDays(1));
            assertThat(snapshots(sink)).as("not before its time").hasSize(3);
            pass(scene, Duration.ZERO);
            assertThat(snapshots(sink)).containsExactlyInAnyOrder(kept.toString(), vanished.toString()).doesNotContain(forgotten.toString());
        }
    }

    /** As each start of the daemon makes one. */
    private void pass(ForgetScene scene, Duration removalDelay) {
        Mirror mirror = scene.engine.mirrors().begin(sink, new MirrorOptions("offsite", Duration.ofHours(1), true, removalDelay));
        for (Optional<Outgoing> file = mirror.next(); file.isPresent(); file = mirror.next()) {
            sink.save(file.get().handle(), file.get().content());
            mirror.confirm(file.get(), sink.size(file.get().handle()), null);
        }
        scene.engine.mirrors().end(mirror);
    }

    private static Set<String> snapshots(Backend backend) {
        Set<String> names = new TreeSet<>();
        backend.list(FileType.SNAPSHOT, (handle, size) -> names.add(handle.name()));
        return names;
    }
}
