package cerb.backup.repository.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.local.LocalBackend;
import cerb.backup.repository.Repository;
import cerb.backup.repository.SmallBackup;
import cerb.backup.repository.shared.LockedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks of another process of this program, told by their notes. */
final class NotedLockTest {
    @TempDir
    private Path directory;

    private static Repository open(Path repository) {
        return Repository.open(new LocalBackend(repository), SmallBackup.PASSWORD, SmallBackup.OPTIONS.withLockNotes(Locks.notes(repository)));
    }

    /** The other process: locks a repository, says so, and waits to be killed. */
    static final class Holding {
        private Holding() {
        }

        public static void main(String[] arguments) throws InterruptedException {
            try (Repository repository = open(Path.of(arguments[0])); RepositoryLock lock = repository.locks().acquire(LockMode.EXCLUSIVE)) {
                System.out.println(lock.id());
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }

    @Test
    void aLockIsRespectedWhileItsProcessLivesWhereverThatIsAndGoesWithIt() throws Exception {
        SmallBackup.init(new LocalBackend(directory)).close();
        Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
                Holding.class.getName(), directory.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (Repository repository = open(directory)) {
            Path note = Locks.notes(directory).resolve(firstLine(other));
            // in another container or on another host it has a number that nobody has here
            Files.writeString(note, "process 999999999");
            assertThatThrownBy(() -> repository.locks().acquire(LockMode.SHARED)).isInstanceOf(LockedException.class).hasMessageContaining("process " + other.pid());
            other.destroyForcibly().waitFor();
            repository.locks().acquire(LockMode.EXCLUSIVE).close();
            assertThat(note).doesNotExist();
        } finally {
            other.destroyForcibly();
        }
    }

    private static String firstLine(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }

    @Test
    void ourOwnLocksStayWhoeverAsks() {
        SmallBackup.init(new LocalBackend(directory)).close();
        try (Repository first = open(directory); Repository second = open(directory); RepositoryLock lock = first.locks().acquire(LockMode.SHARED)) {
            second.locks().acquire(LockMode.SHARED).close();
            assertThat(second.locks().list()).extracting(FoundLock::id).containsExactly(lock.id());
            lock.requireHeld();
        }
        assertThat(Locks.notes(directory)).isEmptyDirectory();
    }
}
