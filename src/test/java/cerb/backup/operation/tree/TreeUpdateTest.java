package cerb.backup.operation.tree;

import static cerb.backup.operation.HelpdeskFixture.attachment;
import static cerb.backup.operation.HelpdeskFixture.content;
import static cerb.backup.operation.HelpdeskFixture.dirty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.TreeListing;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.operation.tree.carry.CarriedFiles;
import cerb.backup.operation.tree.carry.CarryPolicy;
import cerb.backup.repository.RepositoryWriter;
import cerb.backup.storage.Exclusions;
import cerb.backup.storage.RelativePath;
import cerb.backup.storage.watch.DirtyBatch;
import cerb.backup.storage.watch.DirtyDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class TreeUpdateTest {
    @TempDir
    Path root;
    private HelpdeskFixture helpdesk;
    private final AtomicLong read = new AtomicLong();

    @BeforeEach
    void makeHelpdesk() {
        helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 50);
    }

    private Engine engine() {
        Engine engine = helpdesk.engine();
        engine.observers().add(new Observer() {
            @Override
            public void stored(long rawBytes, long addedBytes) {
                read.addAndGet(rawBytes);
            }
        });
        return engine;
    }

    private void assertEqualAfter(Engine engine, DirtyBatch batch) throws IOException {
        engine.recoveryPoint().checkpoint(batch);
        Path target = root.resolve("restored-" + System.nanoTime());
        var latest = new Snapshots(engine.repository(), "cerb").choose("latest", null, false);
        new Restore(engine.repository(), Observer.NONE).storage(latest, StorageOptions.to(target));
        assertThat(TreeListing.of(target).entrySet()).containsExactlyElementsOf(TreeListing.of(helpdesk.storage).entrySet());
    }

    @Test
    void startReadsNoContentOfWhatIsKnown() throws IOException {
        for (int i = 0; i < 10_000; i++) {
            helpdesk.write("plugins/" + i % 100 + "/" + i, new byte[] {(byte) i, (byte) (i >> 8), 3});
        }
        try (Engine engine = engine()) {
            assertThat(engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow().files()).isEqualTo(10_051);
        }
        read.set(0);
        try (Engine engine = engine()) {
            assertThat(engine.recoveryPoint().checkpoint(DirtyBatch.everything())).isEmpty();
            assertThat(read).hasValue(0);
            helpdesk.write("plugins/0/new", new byte[5]);
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            assertThat(read).hasValue(5);
        }
    }

    @Test
    void saysInWordsWhyTheRootCannotBeRead() {
        TreeSource gone = new TreeSource("storage", root.resolve("gone"), Exclusions.NONE, path -> false, HashListener.NONE);
        try (Engine engine = helpdesk.engine(); RepositoryWriter writer = engine.repository().index().openWriter()) {
            TreeUpdate update = new TreeUpdate(gone, engine.repository().index(), writer, () -> null, Runnable::run, 1, new Findings(), progress -> { }, Clock.systemUTC());
            assertThatThrownBy(() -> update.update(null, null, DirtyBatch.everything(), CarryPolicy.dropAll()))
                    .isInstanceOf(OperationException.class).hasMessage("cannot read the directory " + gone.root() + ": no such file");
        }
    }

    @Test
    void eventsAndWalkGiveTheSameTree() throws IOException {
        try (Engine engine = engine()) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            helpdesk.write("mail/new/a/b/1.msg", content(1, 10));
            helpdesk.write("mail/new/a/b/2.part", content(2, 10));
            helpdesk.write("version.php", content(3, 10));
            helpdesk.delete(attachment(7));
            Files.move(helpdesk.storage.resolve("attachments/8"), helpdesk.storage.resolve("plugins"));
            engine.recoveryPoint().checkpoint(dirty("mail", "version.php", attachment(7), "attachments/8", "plugins"));
            assertThat(engine.recoveryPoint().checkpoint(DirtyBatch.everything())).isEmpty();
        }
    }

    @Test
    void leavesOutWhatIsExcludedAndKeepsTheRest() throws IOException {
        helpdesk.write("tmp/cache--1", new byte[9]);
        helpdesk.write("mail/new/x.part", new byte[9]);
        helpdesk.write("mail/new/x.msg", new byte[9]);
        try (Engine engine = engine()) {
            RecoveryPointResult result = engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow();
            assertThat(result.files()).isEqualTo(52);
            List<String> paths = new java.util.ArrayList<>();
            var latest = new Snapshots(engine.repository(), "cerb").choose("latest", null, false);
            new cerb.backup.operation.query.SnapshotContent(engine.repository().index(), latest).list("/storage", true, entry -> paths.add(entry.path().escaped()));
            assertThat(paths).contains("/storage/mail/new/x.msg", "/storage/_master.key", "/storage/tmp").doesNotContain("/storage/tmp/cache--1", "/storage/mail/new/x.part");
        }
    }

    @Test
    void noticesAChangeBehindItsBack() throws IOException {
        Path file = helpdesk.write("version.php", content(1, 100));
        FileTime time = Files.getLastModifiedTime(file);
        try (Engine engine = engine()) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            Files.write(file, content(2, 100));
            Files.setLastModifiedTime(file, time);
            assertEqualAfter(engine, DirtyBatch.everything());
        }
    }

    @Test
    void fileThatBecomesADirectoryAndBackAgain() throws IOException {
        try (Engine engine = engine()) {
            helpdesk.write("plugins/thing", content(1, 10));
            assertEqualAfter(engine, DirtyBatch.everything());
            helpdesk.delete("plugins/thing");
            helpdesk.write("plugins/thing/below", content(2, 20));
            assertEqualAfter(engine, dirty("plugins/thing"));
            helpdesk.delete("plugins/thing/below");
            Files.delete(helpdesk.storage.resolve("plugins/thing"));
            Files.createSymbolicLink(helpdesk.storage.resolve("plugins/thing"), Path.of("elsewhere"));
            assertEqualAfter(engine, dirty("plugins/thing"));
        }
    }

    @Test
    void directoryThatTookAnothersNameIsReadAnew() throws IOException {
        helpdesk.write("plugins/a/file", content(1, 10));
        helpdesk.write("plugins/b/file", content(2, 10));
        try (Engine engine = engine()) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            Files.move(helpdesk.storage.resolve("plugins/a"), helpdesk.storage.resolve("plugins/c"));
            Files.move(helpdesk.storage.resolve("plugins/b"), helpdesk.storage.resolve("plugins/a"));
            assertEqualAfter(engine, dirty("plugins/a", "plugins/b", "plugins/c"));
        }
    }

    @Test
    void newNameOfAKnownFileMakesBothNamesLinks() throws IOException {
        Files.delete(helpdesk.write("plugins/x", content(9, 9)));
        try (Engine engine = engine()) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            Files.createLink(helpdesk.storage.resolve("plugins/second"), helpdesk.storage.resolve(attachment(5)));
            assertEqualAfter(engine, DirtyBatch.of(List.of(new DirtyDirectory(RelativePath.of("plugins"), true, Set.of()))));
        }
        helpdesk.checkByRestic();
        assertThat(TreeListing.of(helpdesk.restoreByRestic(cerb.backup.Oracles.ResticVersion.INSTALLED, "latest", "restic")).entrySet())
                .containsExactlyElementsOf(TreeListing.of(helpdesk.storage).entrySet());
    }

    @Test
    void whatWasChangedThroughANameThatHasGoneIsReadByTheOthers() throws IOException {
        Path file = helpdesk.write("plugins/file", content(9, 900));
        Path other = helpdesk.storage.resolve("mail/other");
        Files.createDirectories(other.getParent());
        Files.createLink(other, file);
        try (Engine engine = engine()) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            Files.write(other, content(10, 1_000));
            Files.delete(other);
            assertEqualAfter(engine, dirty("mail/other"));
        }
    }

    @Test
    void growingFileIsKeptAsReadAndSaysSo() throws Exception {
        Path log = helpdesk.write("plugins/log", content(1, 20_000_000));
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
                while (!stop.get()) {
                    file.seek(file.length());
                    file.write(1);
                    LockSupport.parkNanos(200_000);
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        writer.start();
        try (Engine engine = engine()) {
            RecoveryPointResult result = engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow();
            stop.set(true);
            writer.join();
            assertThat(result.findings()).anyMatch(finding -> finding.subject().equals("plugins/log") && finding.message().contains("changed while it was read"));
            assertEqualAfter(engine, DirtyBatch.everything());
        } finally {
            stop.set(true);
        }
        helpdesk.checkByRestic();
    }

    @Test
    void unreadableFileMarksEverySnapshotUntilItIsRead() throws IOException {
        Path file = helpdesk.write("plugins/secret", content(1, 10));
        Files.setAttribute(file, "unix:mode", 0);
        assumeThat(Files.isReadable(file)).as("permissions do not hold root back").isFalse();
        try (Engine engine = engine()) {
            RecoveryPointResult first = engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow();
            assertThat(first.exitCode()).isEqualTo(3);
            helpdesk.write("version.php", content(5, 20));
            assertThat(engine.recoveryPoint().checkpoint(dirty("version.php")).orElseThrow().incomplete()).isTrue();
            Files.setAttribute(file, "unix:mode", 0600);
            helpdesk.write("version.php", content(6, 20));
            assertThat(engine.recoveryPoint().checkpoint(dirty("version.php")).orElseThrow().incomplete()).isFalse();
        }
    }

    @Test
    void listOfCarriedFilesIsReadAsItWasWritten() throws IOException {
        var since = new java.util.TreeMap<RelativePath, java.time.Instant>();
        since.put(RelativePath.of("attachments/8/q/1"), java.time.Instant.parse("2026-11-23T10:00:00.5Z"));
        since.put(RelativePath.ROOT.child(cerb.backup.storage.FileName.of(new byte[] {'a', (byte) 0xff, '\n'})).child(cerb.backup.storage.FileName.of("ü\\x41")), java.time.Instant.EPOCH);
        assertThat(CarriedFiles.read(new CarriedFiles(since).write()).since()).isEqualTo(since);
    }
}
