package cerb.backup.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.Restic;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Compression;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.TreeWriter;
import cerb.backup.repository.lock.JudgedLock;
import cerb.backup.repository.lock.LockMode;
import cerb.backup.repository.lock.LockOwner;
import cerb.backup.repository.lock.RepositoryLock;
import cerb.backup.repository.shared.LockedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What restic makes of our repositories, and we of restic's. */
class ResticTest {
    @TempDir
    private Path directory;

    private Path path() {
        return directory.resolve("repository");
    }

    private LocalBackend backend() {
        return new LocalBackend(path());
    }

    private String ask(Restic restic, String... arguments) {
        return restic.run(path().toString(), SmallBackup.PASSWORD_TEXT, arguments);
    }

    private Restic.Answer answer(Restic restic, String... arguments) {
        return restic.ask(path().toString(), SmallBackup.PASSWORD_TEXT, arguments);
    }

    @ParameterizedTest
    @EnumSource(ResticVersion.class)
    void checksAndRestoresWhatWeWrote(ResticVersion version) throws IOException {
        Restic restic = Oracles.restic(version);
        SmallBackup backup = new SmallBackup(1);
        Id snapshot;
        try (Repository repository = SmallBackup.init(backend())) {
            snapshot = backup.take(repository);
            new SmallBackup(2).take(repository);
        }
        assertThat(ask(restic, "check", "--read-data")).contains("no errors were found");
        ask(restic, "restore", snapshot.toString(), "--target", directory.resolve("restored").toString());
        for (Map.Entry<String, byte[]> file : backup.files().entrySet()) {
            assertThat(directory.resolve("restored/data").resolve(file.getKey())).hasBinaryContent(file.getValue());
        }
        assertThat(ask(restic, "dump", snapshot.toString(), "/data/text.sql").getBytes(StandardCharsets.UTF_8))
                .isEqualTo(backup.files().get("text.sql"));
    }

    @ParameterizedTest
    @EnumSource(Compression.Level.class)
    void readsEveryLevelOfCompression(Compression.Level level) throws IOException {
        Restic restic = Oracles.restic(ResticVersion.INSTALLED);
        RepositoryOptions options = SmallBackup.OPTIONS.withCompression(level);
        try (Repository repository = Repository.init(backend(), SmallBackup.PASSWORD, options)) {
            new SmallBackup(1).take(repository);
        }
        assertThat(ask(restic, "check", "--read-data")).contains("no errors were found");
    }

    @Test
    void showsOurFilesByTheirIds() throws IOException {
        Restic restic = Oracles.restic(ResticVersion.INSTALLED);
        try (Repository repository = SmallBackup.init(backend())) {
            Id id = repository.index().write(writer -> {
                writer.storeTree(new TreeWriter().finish());
                return writer.storeData("only this".getBytes(StandardCharsets.UTF_8), 0, 9);
            });
            assertThat(ask(restic, "cat", "blob", id.toString())).isEqualTo("only this");
            assertThat(ask(restic, "cat", "blob", TreeWriter.EMPTY_TREE.toString())).isEqualTo("{\"nodes\":[]}\n");
            assertThat(ask(restic, "cat", "config")).contains(repository.id().toString());
            assertThat(ask(restic, "cat", "masterkey")).contains("encrypt");
        }
    }

    @Test
    void findsOurTreesCanonical() throws IOException {
        Restic restic = Oracles.restic(ResticVersion.NEWER);
        try (Repository repository = SmallBackup.init(backend())) {
            new SmallBackup(1).take(repository);
        }
        // A tree that is not canonical ends this with an error; a wrong total in the summary would make it "modify" the snapshot.
        assertThat(ask(restic, "rewrite", "--dry-run", "--exclude", "nothing-matches")).contains("no snapshots would be modified");
    }

    @ParameterizedTest
    @EnumSource(ResticVersion.class)
    void writesARepositoryThatWeReadAndContinue(ResticVersion version) throws IOException {
        Restic restic = Oracles.restic(version);
        ask(restic, "init");
        assertWeReadAndContinue(restic);
    }

    @Test
    void writesVersion1ThatWeReadAndContinue() throws IOException {
        Restic restic = Oracles.restic(ResticVersion.INSTALLED);
        ask(restic, "init", "--repository-version", "1");
        assertWeReadAndContinue(restic);
    }

    private void assertWeReadAndContinue(Restic restic) throws IOException {
        SmallBackup backup = new SmallBackup(3);
        Path source = Files.createDirectory(directory.resolve("source"));
        for (Map.Entry<String, byte[]> file : backup.files().entrySet()) {
            Files.write(source.resolve(file.getKey()), file.getValue());
        }
        ask(restic, "backup", source.toString());
        try (Repository repository = SmallBackup.open(backend())) {
            backup.assertEqual(read(repository, source));
            SmallBackup.assertSound(repository);
            new SmallBackup(4).take(repository);
            backup.take(repository);
        }
        assertThat(ask(restic, "check", "--read-data")).contains("no errors were found");
    }

    private static Map<String, byte[]> read(Repository repository, Path source) {
        Id tree = repository.snapshots().get(0).snapshot().tree();
        for (Path name : source) {
            tree = child(repository, tree, name.toString()).subtree();
        }
        Map<String, byte[]> files = new TreeMap<>();
        for (Node node : repository.index().tree(tree)) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            node.content().forEach(id -> content.writeBytes(repository.index().load(BlobHandle.data(id))));
            files.put(node.name().toString(), content.toByteArray());
        }
        return files;
    }

    private static Node child(Repository repository, Id tree, String name) {
        for (Node node : repository.index().tree(tree)) {
            if (node.name().toString().equals(name)) {
                return node;
            }
        }
        throw new AssertionError("no " + name);
    }

    @ParameterizedTest
    @EnumSource(ResticVersion.class)
    void respectsOurLocks(ResticVersion version) {
        Restic restic = Oracles.restic(version);
        try (Repository repository = SmallBackup.init(backend())) {
            try (RepositoryLock lock = repository.locks().acquire(LockMode.SHARED)) {
                assertThat(answer(restic, "check").exitCode()).as("exclusive, beside a shared lock").isNotZero();
                assertThat(answer(restic, "snapshots").exitCode()).as("shared, beside a shared lock").isZero();
                assertThat(ask(restic, "cat", "lock", lock.id().toString())).contains("hostname");
            }
            try (RepositoryLock lock = repository.locks().acquire(LockMode.EXCLUSIVE)) {
                assertThat(lock.isHeld()).isTrue();
                Restic.Answer refused = answer(restic, "snapshots");
                assertThat(refused.exitCode()).as("shared, beside an exclusive lock").isNotZero();
                assertThat(refused.errors()).contains("locked");
            }
            assertThat(answer(restic, "check").exitCode()).as("no lock left").isZero();
        }
    }

    @Test
    void letsUsReadBesideItsBackupAndKeepsUsFromRemoving() throws IOException, InterruptedException {
        try (Repository repository = SmallBackup.init(backend())) {
            Process restic = start("backup", "--stdin");
            try {
                awaitLock(repository);
                repository.locks().acquire(LockMode.SHARED).close();
                assertThatThrownBy(() -> repository.locks().acquire(LockMode.EXCLUSIVE)).isInstanceOf(LockedException.class)
                        .hasMessageContaining("process " + restic.pid());
            } finally {
                restic.destroyForcibly().waitFor();
            }
            assertThat(repository.locks().list()).as("left by the kill").hasSize(1);
            assertThat(repository.locks().unlock(false)).as("of a dead process of this host").hasSize(1).allMatch(JudgedLock::removed);
            repository.locks().acquire(LockMode.EXCLUSIVE).close();
        }
    }

    @Test
    void keepsUsOutDuringItsCheck() throws IOException, InterruptedException {
        try (Repository repository = SmallBackup.init(backend())) {
            Process restic = start("check");
            try {
                awaitLock(repository);
                signal(restic, "STOP");
                assertThatThrownBy(() -> repository.locks().acquire(LockMode.SHARED)).isInstanceOf(LockedException.class)
                        .hasMessageContaining("exclusive").hasMessageContaining("@" + LockOwner.self().hostname() + ", process " + restic.pid())
                        .hasMessageContaining("refreshed at " + repository.locks().list().get(0).lock().time().truncatedTo(ChronoUnit.SECONDS));
                signal(restic, "CONT");
                assertThat(restic.waitFor()).isZero();
            } finally {
                restic.destroyForcibly();
            }
            repository.locks().acquire(LockMode.SHARED).close();
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Oracles.require("restic").toString(), "--no-cache", "-r", path().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(directory.resolve("restic.log").toFile());
        builder.environment().put("RESTIC_PASSWORD", SmallBackup.PASSWORD_TEXT);
        return builder.start();
    }

    private static void awaitLock(Repository repository) throws InterruptedException {
        for (int i = 0; repository.locks().list().isEmpty(); i++) {
            assertThat(i).as("restic locks within ten seconds").isLessThan(1000);
            Thread.sleep(10);
        }
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }
}
