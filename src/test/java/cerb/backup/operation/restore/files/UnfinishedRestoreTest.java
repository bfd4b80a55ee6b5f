package cerb.backup.operation.restore.files;

import static cerb.backup.operation.HelpdeskFixture.attachment;
import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.format.Id;
import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.StorageSource;
import cerb.backup.operation.TreeListing;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.files.target.TargetDirectory;
import cerb.backup.storage.RelativePath;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A restore that a signal or a kill has ended: what it leaves, and how it goes on. */
@Timeout(120)
final class UnfinishedRestoreTest {
    private static final int LARGE = 6_000_000;

    @TempDir
    Path root;
    private final Backend memory = new MemoryBackend();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private HelpdeskFixture helpdesk;
    private Path target;

    @BeforeEach
    void backUp() throws IOException {
        helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 40);
        helpdesk.write("plugins/large", content(1, LARGE));
        target = Files.createDirectory(root.resolve("target"));
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-x--x"));
        try (Engine engine = helpdesk.engine(memory)) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
        }
    }

    @AfterEach
    void letGo() {
        end.countDown();
    }

    private static StorageResult restore(Engine engine, StorageOptions options) {
        return new Restore(engine.repository(), Observer.NONE).storage(new Snapshots(engine.repository(), "cerb").choose("latest", null, false), options);
    }

    private StorageResult restore(StorageOptions options) {
        try (Engine engine = helpdesk.engine(memory)) {
            return restore(engine, options);
        }
    }

    private void examine(StorageOptions options) {
        try (Engine engine = helpdesk.engine(memory)) {
            new Restore(engine.repository(), Observer.NONE).examineStorage(new Snapshots(engine.repository(), "cerb").choose("latest", null, false), options);
        }
    }

    /** Restores as far as the middle of the large file; there {@code then} happens. */
    private void restoreHalf(StorageOptions options, Runnable then) {
        try (Engine engine = helpdesk.engine(new ForwardingBackend(memory) {
            @Override
            public <T> T load(Handle handle, long offset, long length, Reader<T> reader) {
                return super.load(handle, offset, length, in -> reader.read(handle.type() == FileType.DATA ? stopping(in, then) : in));
            }
        })) {
            restore(engine, options);
        }
    }

    private static InputStream stopping(InputStream in, Runnable then) {
        return new FilterInputStream(in) {
            private int left = LARGE * 3 / 4;

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int read = super.read(bytes, from, length);
                if (left > 0 && (left -= read) <= 0) {
                    then.run();
                }
                return read;
            }
        };
    }

    private void hang() {
        reached.countDown();
        boolean ended = false;
        while (!ended) {
            try {
                end.await();
                ended = true;
            } catch (InterruptedException e) {
                // as one that waits for a far end without a word
            }
        }
    }

    @Test
    void aSignalEndsItAndTheSameCommandGoesOn() throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread worker = new Thread(() -> {
            try {
                restoreHalf(StorageOptions.to(target), this::hang);
            } catch (RuntimeException e) {
                failure.set(e);
            }
        });
        worker.start();
        reached.await();
        while (worker.getState() != Thread.State.WAITING) {
            Thread.sleep(5);
        }
        worker.interrupt();
        // a second signal would cut the process off after nine seconds
        worker.join(Duration.ofSeconds(8).toMillis());
        assertThat(worker.isAlive()).isFalse();
        assertThat(failure.get()).isInstanceOf(OperationException.class).hasMessageContaining("interrupted");
        assertThat(mode(target)).isEqualTo("rwxr-x--x");
        assertThat(mode(target.resolve("plugins"))).isEqualTo(mode(helpdesk.storage.resolve("plugins")));
        assertThat(names("plugins")).isEmpty();
        assertThat(names("")).contains(".cerb-backup-restore");
        StorageResult result = restore(StorageOptions.to(target));
        assertThat(result.incomplete()).isFalse();
        assertThat(result.findings()).singleElement().satisfies(finding -> assertThat(finding.message()).contains("had not ended"));
        assertThat(TreeListing.of(target)).isEqualTo(TreeListing.of(helpdesk.storage));
    }

    /** As where its terminal was lost and it lives on, and the same command is given again. */
    @Test
    void oneThatRunsIsNotTakenForOneThatWasKilled() throws IOException {
        Path lock = target.resolve(".cerb-backup-restore.lock");
        restoreHalf(StorageOptions.to(target), () -> {
            List<String> half = names("plugins");
            assertThatThrownBy(() -> restore(StorageOptions.to(target))).isInstanceOf(OperationException.class).hasMessageContaining("another restore is writing to it");
            assertThatThrownBy(() -> restore(StorageOptions.to(target).overwriting())).isInstanceOf(OperationException.class).hasMessageContaining("another restore is writing to it");
            assertThatThrownBy(() -> examine(StorageOptions.to(target).withPaths(List.of(RelativePath.of("plugins"))))).isInstanceOf(OperationException.class).hasMessageContaining("another restore is writing to it");
            assertThat(names("plugins")).isEqualTo(half).singleElement().asString().startsWith(".cerb-backup-");
            assertThat(names("")).contains(".cerb-backup-restore");
            assertThat(kernelHolds(lock)).as("an attempt of the same process does not give its lock back").isTrue();
        });
        assertThat(TreeListing.of(target)).isEqualTo(TreeListing.of(helpdesk.storage));
    }

    private static boolean kernelHolds(Path lock) {
        try {
            String inode = ":" + Files.getAttribute(lock, "unix:ino") + " ";
            return Files.readAllLines(Path.of("/proc/locks")).stream().anyMatch(line -> line.contains("POSIX") && line.contains("WRITE") && line.contains(inode));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a kill leaves is what there is in the middle. */
    @Test
    void afterAKillTheSameCommandGoesOn() throws IOException {
        Path killed = root.resolve("killed");
        restoreHalf(StorageOptions.to(target), () -> copy(target, killed));
        assertThat(mode(killed)).isEqualTo("rwx------");
        assertThat(names("../killed/plugins")).as("the half of the large file").singleElement().asString().startsWith(".cerb-backup-");
        Files.writeString(killed.resolve("plugins/.cerb-backup-of-another"), "stays");
        assertThat(killed.resolve(".cerb-backup-restore.lock")).as("a file that nobody locks").exists();
        StorageResult result = restore(StorageOptions.to(killed));
        assertThat(result.incomplete()).isFalse();
        assertThat(result.unchanged()).as("it goes on, and does not begin anew").isPositive();
        assertThat(result.files() + result.unchanged()).isEqualTo(42);
        Files.delete(killed.resolve("plugins/.cerb-backup-of-another"));
        Files.setLastModifiedTime(killed.resolve("plugins"), Files.getLastModifiedTime(helpdesk.storage.resolve("plugins")));
        assertThat(TreeListing.of(killed)).isEqualTo(TreeListing.of(helpdesk.storage));
    }

    @Test
    void afterAKillARestoreOfAPathGivesTheTargetBackAsItWas() throws IOException {
        Path killed = root.resolve("killed");
        Files.createDirectory(target.resolve("plugins"));
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxrwx--x"));
        StorageOptions options = StorageOptions.to(target).withPaths(List.of(RelativePath.of("plugins/large"))).overwriting();
        restoreHalf(options, () -> copy(target, killed));
        assertThat(mode(killed)).isEqualTo("rwxr-x--x");
        StorageOptions again = StorageOptions.to(killed).withPaths(options.paths());
        assertThatThrownBy(() -> restore(again.withPaths(List.of()))).isInstanceOf(OperationException.class)
                .hasMessageContaining("a restore of snapshot").hasMessageContaining("[plugins/large]").hasMessageContaining("has not ended");
        assertThat(restore(again).files()).isEqualTo(1);
        assertThat(mode(killed)).isEqualTo("rwxrwx--x");
        assertThat(mode(killed.resolve("plugins"))).isEqualTo(mode(helpdesk.storage.resolve("plugins")));
        assertThat(names("../killed")).containsExactly("plugins");
        assertThat(names("../killed/plugins")).containsExactly("large");
    }

    /** As where it was given up, and a helpdesk has run on the directory ever since. */
    @Test
    void whatTheDirectoriesGotAfterAKillIsTheirOwn() throws IOException {
        Path killed = root.resolve("killed");
        Files.createDirectory(target.resolve("plugins"));
        StorageOptions options = StorageOptions.to(target).withPaths(List.of(RelativePath.of("plugins/large"))).overwriting();
        restoreHalf(options, () -> copy(target, killed));
        Files.setPosixFilePermissions(killed, PosixFilePermissions.fromString("rwxrwx---"));
        Files.setPosixFilePermissions(killed.resolve("plugins"), PosixFilePermissions.fromString("rwxrwx-wx"));
        assertThat(restore(new StorageOptions(killed, true, options.paths(), null, 2)).files()).isEqualTo(1);
        assertThat(mode(killed)).isEqualTo("rwxrwx---");
        assertThat(mode(killed.resolve("plugins"))).isEqualTo("rwxrwx-wx");
    }

    @Test
    void aSmallerOneDoesNotMakeItPassForWhole() throws IOException {
        Path killed = root.resolve("killed");
        restoreHalf(StorageOptions.to(target), () -> copy(target, killed));
        StorageOptions all = StorageOptions.to(killed).overwriting();
        for (StorageOptions smaller : List.of(all.withPaths(List.of(RelativePath.of("version.php"))), all.scattered())) {
            assertThatThrownBy(() -> restore(smaller)).isInstanceOf(OperationException.class).hasMessageContaining("has not ended, and this one would not complete it")
                    .satisfies(e -> assertThat(((OperationException) e).remedy()).contains("remove .cerb-backup-restore"));
            assertThat(names("../killed")).contains(".cerb-backup-restore");
        }
        assertThat(restore(all).incomplete()).isFalse();
        assertThat(TreeListing.of(killed)).isEqualTo(TreeListing.of(helpdesk.storage));
    }

    @Test
    void whatGoesBeyondASmallerOneTakesItsPlace() throws IOException {
        Path killed = root.resolve("killed");
        StorageOptions file = StorageOptions.to(target).withPaths(List.of(RelativePath.of("plugins/large"))).overwriting();
        restoreHalf(file, () -> copy(target, killed));
        StorageOptions again = new StorageOptions(killed, true, List.of(), null, 2);
        assertThatThrownBy(() -> restore(again.withPaths(List.of(RelativePath.of("version.php"))))).isInstanceOf(OperationException.class).hasMessageContaining("would not complete it");
        assertThat(restore(again.withPaths(List.of(RelativePath.of("plugins"), RelativePath.of("version.php")))).files()).isEqualTo(2);
        assertThat(names("../killed")).containsExactlyInAnyOrder("plugins", "version.php");
    }

    /** As where a helpdesk runs on the directory, and is backed up meanwhile or after a kill. */
    @Test
    void nothingOfItGetsIntoABackup() throws IOException {
        helpdesk.write("plugins/.cerb-backup-notes-1", "a user's".getBytes());
        helpdesk.write("plugins/.cerb-backup-restore", "a user's".getBytes());
        Files.createDirectory(helpdesk.storage.resolve("plugins/.cerb-backup-1f-1"));
        Files.delete(helpdesk.storage.resolve("plugins/large"));
        List<Id> points = new ArrayList<>();
        restoreHalf(StorageOptions.to(helpdesk.storage).withPaths(List.of(RelativePath.of("plugins/large"))).overwriting(), () -> {
            assertThat(names("../storage")).contains(".cerb-backup-restore", ".cerb-backup-restore.lock");
            assertThat(names("../storage/plugins")).filteredOn(name -> name.matches(".cerb-backup-[0-9a-f]+-[0-9]+")).hasSize(2);
            EngineOptions options = helpdesk.options().withStorage(new StorageSource(helpdesk.storage, true, List.of("!**"), false));
            try (Engine engine = HelpdeskFixture.engine(memory, options, Clock.systemUTC())) {
                RecoveryPointResult half = engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow();
                assertThat(half.incomplete()).as("nor passes the directory for a whole one").isTrue();
                points.add(half.snapshot());
            }
        });
        try (Engine engine = helpdesk.engine(memory)) {
            new Restore(engine.repository(), Observer.NONE).storage(engine.repository().find(points.get(0).toString()), StorageOptions.to(target));
        }
        assertThat(names("")).doesNotContain(".cerb-backup-restore", ".cerb-backup-restore.lock");
        assertThat(names("plugins")).containsExactlyInAnyOrder(".cerb-backup-notes-1", ".cerb-backup-restore", ".cerb-backup-1f-1");
    }

    @Test
    void aHelpdeskGoesOnReadingWhileOneFileComesBack() throws IOException {
        Path file = helpdesk.storage.resolve(attachment(5));
        byte[] before = Files.readAllBytes(file);
        Files.delete(file);
        Files.setPosixFilePermissions(helpdesk.storage, PosixFilePermissions.fromString("rwxrwxr-x"));
        Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxr-x--x"));
        StringBuilder meanwhile = new StringBuilder();
        try (Engine engine = helpdesk.engine(new ForwardingBackend(memory) {
            @Override
            public <T> T load(Handle handle, long offset, long length, Reader<T> reader) {
                if (handle.type() == FileType.DATA && Files.exists(helpdesk.storage.resolve(".cerb-backup-restore"))) {
                    meanwhile.append(mode(helpdesk.storage)).append(mode(file.getParent()));
                }
                return super.load(handle, offset, length, reader);
            }
        })) {
            restore(engine, StorageOptions.to(helpdesk.storage).overwriting().withPaths(List.of(RelativePath.of(attachment(5)))));
        }
        assertThat(meanwhile).hasToString("rwxr-xr-x" + "rwxr-x--x");
        assertThat(file).hasBinaryContent(before);
        assertThat(mode(helpdesk.storage)).isEqualTo("rwxrwxr-x");
        assertThat(mode(file.getParent())).as("the live directory's own").isEqualTo("rwxr-x--x");
        assertThat(names("../storage")).doesNotContain(".cerb-backup-restore");
    }

    /** As where a database follows that is not whole when the command ends. */
    @Test
    void whatIsRestoredAsAPartOfMoreGoesOnUntilThatHasEnded() throws IOException {
        StorageOptions options = StorageOptions.to(target).marked();
        assertThat(restore(options).files()).isEqualTo(42);
        assertThat(restore(options).unchanged()).isEqualTo(42);
        TargetDirectory.end(target);
        assertThat(TreeListing.of(target)).isEqualTo(TreeListing.of(helpdesk.storage));
        assertThatThrownBy(() -> restore(options)).isInstanceOf(OperationException.class).hasMessageContaining("not empty");
    }

    private static void copy(Path from, Path to) {
        try {
            assertThat(new ProcessBuilder("cp", "-a", from.toString(), to.toString()).inheritIO().start().waitFor()).isZero();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> names(String directory) {
        return List.of(target.resolve(directory).toFile().list());
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
