package cerb.backup.operation.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.operation.report.OperationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class HostLockTest {
    @TempDir
    Path repository;

    /** Closing any descriptor of a file gives back all locks that the process holds on it (POSIX, fcntl). */
    @Test
    @EnabledOnOs(OS.LINUX)
    void attemptOfTheSameProcessDoesNotTakeTheLockAway() throws IOException {
        try (HostLock lock = HostLock.take(repository)) {
            assertThat(kernelHoldsLock()).isTrue();
            assertThatThrownBy(() -> HostLock.take(repository)).isInstanceOf(HostLock.BusyException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThat(kernelHoldsLock()).isTrue();
        }
        assertThat(kernelHoldsLock()).isFalse();
        HostLock.take(repository).close();
    }

    /** Who has opened the file before it goes, and locks it after that, would hold a lock on no file, beside the next one's. */
    @Test
    void fileThatGoesSaysSoToWhoHasOpenedIt() throws IOException {
        Path file = repository.resolve(HostLock.NAME);
        HostLock lock = HostLock.takeForOnce(repository);
        try (FileChannel opened = FileChannel.open(file)) {
            lock.close();
            assertThat(file).doesNotExist();
            ByteBuffer words = ByteBuffer.allocate(21);
            opened.read(words);
            Files.write(file, words.array());
        }
        assertThatThrownBy(() -> HostLock.take(repository)).isInstanceOf(HostLock.BusyException.class);
    }

    @Test
    void saysWhyItCannotBeTaken() {
        Path missing = repository.resolve("missing");
        assertThatThrownBy(() -> HostLock.take(missing)).isInstanceOf(OperationException.class).hasMessage("cannot lock " + missing + " by its file cerb-backup.lock: no such file");
    }

    private boolean kernelHoldsLock() throws IOException {
        String inode = ":" + Files.getAttribute(repository.resolve(HostLock.NAME), "unix:ino") + " ";
        return Files.readAllLines(Path.of("/proc/locks")).stream().anyMatch(line -> line.contains("POSIX") && line.contains(inode));
    }
}
