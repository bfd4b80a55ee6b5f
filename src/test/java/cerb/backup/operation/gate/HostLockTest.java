package cerb.backup.operation.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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

    private boolean kernelHoldsLock() throws IOException {
        String inode = ":" + Files.getAttribute(repository.resolve(HostLock.NAME), "unix:ino") + " ";
        return Files.readAllLines(Path.of("/proc/locks")).stream().anyMatch(line -> line.contains("POSIX") && line.contains(inode));
    }
}
