package cerb.backup.operation;

import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import cerb.backup.operation.report.Progress;
import cerb.backup.storage.watch.DirtyBatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
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
