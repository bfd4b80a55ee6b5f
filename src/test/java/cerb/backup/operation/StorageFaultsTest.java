package cerb.backup.operation;

import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.report.Progress;
import cerb.backup.storage.SourceGoneException;
import cerb.backup.storage.watch.DirtyBatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StorageFaultsTest {
    @TempDir
    Path root;
    HelpdeskFixture helpdesk;

    @BeforeEach
    void makeHelpdesk() {
        helpdesk = new HelpdeskFixture(root);
    }

    @Test
    void mostFilesGoneStopsACheckpointOfWhatIsDirtyToo() {
        EngineOptions options = helpdesk.options().withStorage(new StorageSource(helpdesk.storage, false, List.of(), false));
        String[] files = IntStream.range(0, 40).mapToObj(id -> "files/" + id).toArray(String[]::new);
        for (String file : files) {
            helpdesk.write(file, content(file.hashCode(), 10));
        }
        try (Engine engine = Engine.openOrInitialise(options, new Observers())) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            for (String file : files) {
                helpdesk.delete(file);
            }
            assertThatThrownBy(() -> engine.recoveryPoint().checkpoint(HelpdeskFixture.dirty(files))).isInstanceOf(SourceGoneException.class);
            assertThat(engine.repository().snapshots()).hasSize(1);
        }
    }

    @Test
    void pipeThatTakesAFilesPlaceHoldsNothingUp() {
        Path file = helpdesk.write("_first", content(1, 10));
        AtomicBoolean replaced = new AtomicBoolean();
        try (Engine engine = helpdesk.engine()) {
            engine.observers().add(new Observer() {
                @Override
                public void progress(Stage stage, Progress progress) {
                    if (replaced.compareAndSet(false, true)) {
                        replaceByPipe(file);
                    }
                }
            });
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> engine.recoveryPoint().checkpoint(DirtyBatch.everything()));
            assertThat(replaced).isTrue();
        }
    }

    /** Once the file was read, which takes a moment, since it has just been written. */
    private static void replaceByPipe(Path file) {
        try {
            Thread.sleep(500);
            Files.delete(file);
            assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
