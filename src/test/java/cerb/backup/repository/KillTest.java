package cerb.backup.repository;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.format.Id;
import cerb.backup.repository.lock.LockMode;
import cerb.backup.repository.lock.RepositoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that writes, at any point of its work: nothing acknowledged is missing, and nothing is wrong. */
class KillTest {
    private static final int[] MILLIS_BEFORE_THE_KILL = {0, 80, 250};

    @TempDir
    private Path directory;

    private Path path() {
        return directory.resolve("repository");
    }

    private static RepositoryOptions options(Path notes) {
        return SmallBackup.OPTIONS.withLockNotes(notes);
    }

    /** Backs up without end, and prints the number and the id of each snapshot once it is durable. */
    static final class Writer {
        private Writer() {
        }

        public static void main(String[] arguments) throws IOException {
            try (Repository repository = Repository.open(new LocalBackend(Path.of(arguments[0])), SmallBackup.PASSWORD,
                    options(Path.of(arguments[1])));
                    RepositoryLock lock = repository.locks().acquire(LockMode.SHARED)) {
                for (int number = Integer.parseInt(arguments[2]); lock.isHeld(); number++) {
                    System.out.println(number + " " + new SmallBackup(number).take(repository));
                }
            }
        }
    }

    @Test
    void nothingAcknowledgedIsLost() throws IOException, InterruptedException {
        SmallBackup.init(new LocalBackend(path())).close();
        Map<Integer, Id> acknowledged = new TreeMap<>();
        int first = 0;
        for (int millis : MILLIS_BEFORE_THE_KILL) {
            writeAndKill(first, millis, acknowledged);
            first += 1000;
            assertAllThere(acknowledged);
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(MILLIS_BEFORE_THE_KILL.length);
        assertThat(Oracles.restic(ResticVersion.INSTALLED).run(path().toString(), SmallBackup.PASSWORD_TEXT, "check",
                "--read-data")).contains("no errors were found");
    }

    private void writeAndKill(int first, int millis, Map<Integer, Id> acknowledged) throws IOException, InterruptedException {
        Path output = directory.resolve("output" + first);
        Process writer = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx200m",
                "-cp", System.getProperty("java.class.path"), Writer.class.getName(), path().toString(), notes().toString(),
                Integer.toString(first)).redirectOutput(output.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            while (Files.size(output) == 0) {
                assertThat(writer.isAlive()).isTrue();
                Thread.sleep(10);
            }
            Thread.sleep(millis);
        } finally {
            writer.destroyForcibly().waitFor();
        }
        Files.readAllLines(output).forEach(line -> note(line, acknowledged));
    }

    private static void note(String line, Map<Integer, Id> acknowledged) {
        String[] words = line.split(" ");
        if (words.length == 2 && Id.isId(words[1])) { // the last line may have been cut by the kill
            acknowledged.put(Integer.parseInt(words[0]), Id.parse(words[1]));
        }
    }

    private Path notes() {
        return directory.resolve("notes");
    }

    private void assertAllThere(Map<Integer, Id> acknowledged) {
        try (Repository repository = Repository.open(new LocalBackend(path()), SmallBackup.PASSWORD, options(notes()));
                RepositoryLock lock = repository.locks().acquire(LockMode.EXCLUSIVE)) {
            assertThat(lock.isHeld()).as("the killed writer's lock is known as left behind").isTrue();
            SmallBackup.assertSound(repository);
            acknowledged.forEach((number, id) -> new SmallBackup(number).assertRestorable(repository, id));
        }
    }
}
