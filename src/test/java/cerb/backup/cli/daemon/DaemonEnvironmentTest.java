package cerb.backup.cli.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.operation.gate.HostLock;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This process is the daemon. */
final class DaemonEnvironmentTest {
    @TempDir
    private Path repository;

    @Test
    void namesWhatTheDaemonDoesNotKnow() {
        Map<String, String> here = new HashMap<>(System.getenv());
        here.put("PATH", "/elsewhere");
        here.put("DATABASE_HOST", "127.0.0.9");
        here.put("SINKS", "");
        try (HostLock lock = HostLock.take(repository)) {
            assertThat(DaemonEnvironment.differing(repository, List.of("PATH", "DATABASE_HOST", "SINKS", "DATABASE_PORT"), here)).containsExactly("DATABASE_HOST", "PATH");
            assertThat(DaemonEnvironment.differing(repository, here.keySet(), System.getenv())).isEmpty();
        }
    }

    @Test
    void saysNothingOfADaemonThatItCannotSee() {
        assertThat(DaemonEnvironment.differing(repository, List.of("DATABASE_HOST"), Map.of("DATABASE_HOST", "db"))).isEmpty();
    }
}
