package cerb.backup.operation.restore.files;

import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.TransientException;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.format.tree.Node;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.TreeListing;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.files.target.RestoreMark;
import cerb.backup.operation.restore.files.target.TargetDirectory;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.storage.RelativePath;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a directory holds is worth more than what the repository cannot give. */
final class OverwriteTest {
    private static final int LARGE = 5_000_000;

    @TempDir
    Path root;
    private HelpdeskFixture helpdesk;
    private Path target;
    private Path large;

    @BeforeEach
    void makePlaces() throws IOException {
        helpdesk = new HelpdeskFixture(root);
        helpdesk.write("plugins/large", content(1, LARGE));
        target = Files.createDirectory(root.resolve("target"));
        large = Files.createDirectory(target.resolve("plugins")).resolve("large");
        Files.write(large, content(2, LARGE));
    }

    private StorageResult restore(Engine engine) {
        return restore(engine, StorageOptions.to(target).overwriting());
    }

    private static StorageResult restore(Engine engine, StorageOptions options) {
        return new Restore(engine.repository(), Observer.NONE).storage(new Snapshots(engine.repository(), "cerb").choose("latest", null, false), options);
    }

    @Test
    void keepsAFileOfWhichTheRepositoryHasLostAPart() throws IOException {
        Files.createLink(helpdesk.storage.resolve("second name"), helpdesk.storage.resolve("plugins/large"));
        Files.write(target.resolve("second name"), content(3, LARGE));
        try (Engine engine = helpdesk.engine()) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
        }
        damageTheLargestPack();
        try (Engine engine = helpdesk.engine()) {
            StorageResult result = restore(engine);
            assertThat(result.exitCode()).isEqualTo(3);
            assertThat(result.findings()).filteredOn(finding -> finding.severity() == Finding.Severity.DAMAGE).extracting(Finding::toString).hasSize(2)
                    .allMatch(text -> text.contains("what was there is left as it was") && text.contains("--from SINK"));
        }
        assertThat(large).hasBinaryContent(content(2, LARGE));
        assertThat(target.resolve("second name")).hasBinaryContent(content(3, LARGE));
        assertThat(target.resolve("version.php")).hasContent("<?php");
        assertThat(files()).containsExactlyInAnyOrder("plugins/large", "second name", "version.php", "_master.key");
    }

    @Test
    void keepsAFileUntilTheNewOneIsWhole() throws IOException {
        Backend memory = new MemoryBackend();
        try (Engine engine = helpdesk.engine(memory)) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
        }
        try (Engine engine = helpdesk.engine(cutting(memory))) {
            assertThatThrownBy(() -> restore(engine)).isInstanceOf(TransientException.class);
        }
        assertThat(large).hasBinaryContent(content(2, LARGE));
        assertThat(files()).as("nothing half-written is left").containsOnly("plugins/large", "_master.key", "version.php", RestoreMark.NAME);
        try (Engine engine = helpdesk.engine(memory)) {
            assertThat(restore(engine).incomplete()).isFalse();
        }
        assertThat(TreeListing.of(target)).isEqualTo(TreeListing.of(helpdesk.storage));
    }

    /** The connection breaks near the end of whatever is long. */
    private static Backend cutting(Backend whole) {
        return new ForwardingBackend(whole) {
            @Override
            public <T> T load(Handle handle, long offset, long length, Reader<T> reader) {
                return super.load(handle, offset, length, in -> reader.read(handle.type() == FileType.DATA ? cut(in) : in));
            }
        };
    }

    private static InputStream cut(InputStream in) {
        return new FilterInputStream(in) {
            private int left = LARGE - 10_000;

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                if (left <= 0) {
                    throw new TransientException("the connection has broken", null);
                }
                int read = super.read(bytes, from, Math.min(left, length));
                left -= read;
                return read;
            }
        };
    }

    @Test
    void replacesWhateverHasTheNameButADirectoryThatIsNotEmpty() throws IOException {
        helpdesk.write("link", "file".getBytes());
        helpdesk.write("empty directory", content(5, LARGE));
        helpdesk.write("directory", "file".getBytes());
        Files.createSymbolicLink(helpdesk.storage.resolve("to link"), Path.of("link"));
        Files.createSymbolicLink(target.resolve("link"), large);
        Files.createDirectory(target.resolve("empty directory"));
        Files.createDirectories(target.resolve("directory/not empty"));
        Files.writeString(target.resolve("to link"), "no link");
        try (Engine engine = helpdesk.engine()) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            StorageResult result = restore(engine);
            assertThat(result.exitCode()).isEqualTo(3);
            assertThat(result.findings()).singleElement().satisfies(finding -> assertThat(finding.toString()).startsWith("directory: could not be written").contains("left as it was"));
        }
        assertThat(target.resolve("directory/not empty")).isDirectory();
        assertThat(target.resolve("link")).isRegularFile().hasContent("file");
        assertThat(target.resolve("empty directory")).hasBinaryContent(content(5, LARGE));
        assertThat(target.resolve("to link")).isSymbolicLink();
        assertThat(files()).noneMatch(name -> name.contains(".cerb-backup"));
    }

    /** As where attachments were moved to another disk. */
    @Test
    void tellsWhichDirectoryIsClosedToAHelpdeskMeanwhile() throws IOException {
        Path live = Files.createDirectories(root.resolve("live"));
        List<RelativePath> path = List.of(RelativePath.of("attachments/8/q/1"));
        Set<PosixFilePermission> shared = PosixFilePermissions.fromString("rwxrwxr-x");
        Files.setPosixFilePermissions(live, shared);
        assertThat(TargetDirectory.closed(root.resolve("none"), path)).isEmpty();
        assertThat(TargetDirectory.closed(live, path)).as("it is empty").isEmpty();
        Path directory = Files.createDirectories(live.resolve("attachments/8"));
        assertThat(TargetDirectory.closed(live, List.of())).contains(live);
        Files.setPosixFilePermissions(live, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(TargetDirectory.closed(live, path)).isEmpty();
        Files.setPosixFilePermissions(directory, shared);
        assertThat(TargetDirectory.closed(live, path)).contains(directory);
        assertThat(TargetDirectory.closed(live, List.of(RelativePath.of("plugins")))).isEmpty();
    }

    @Test
    void keepsALinkThatIsWhereADirectoryOnlyLeadsToAFile() throws IOException {
        Path disk = Files.move(target.resolve("plugins"), root.resolve("disk"));
        Path link = Files.createSymbolicLink(target.resolve("plugins"), disk);
        try (Engine engine = helpdesk.engine(new MemoryBackend())) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            StorageOptions path = StorageOptions.to(target).overwriting().withPaths(List.of(RelativePath.of("plugins/large"), RelativePath.of("version.php")));
            for (StorageOptions options : List.of(path, path.withPaths(List.of()).scattered())) {
                StorageResult result = restore(engine, options);
                assertThat(result.exitCode()).isEqualTo(3);
                assertThat(result.findings()).singleElement().asString().startsWith("plugins: could not be written").contains("left as it was");
                assertThat(link).isSymbolicLink();
                assertThat(target.resolve("version.php")).as("the others come back").hasContent("<?php");
            }
            assertThat(disk.resolve("large")).hasBinaryContent(content(2, LARGE));
            assertThat(restore(engine).incomplete()).isFalse();
            assertThat(link).as("where all is restored it is as in the snapshot").isDirectory();
        }
        assertThat(TreeListing.of(target)).isEqualTo(TreeListing.of(helpdesk.storage));
    }

    @Test
    void leavesFilesThatHaveTheContentAndFetchesTheOthersOnly() throws IOException {
        helpdesk.attach(1, 20);
        helpdesk.write("plugins/second", content(6, LARGE));
        AtomicLong fetched = new AtomicLong();
        Backend memory = new MemoryBackend();
        try (Engine engine = helpdesk.engine(new ForwardingBackend(memory) {
            @Override
            public <T> T load(Handle handle, long offset, long length, Reader<T> reader) {
                fetched.addAndGet(handle.type() == FileType.DATA ? length : 0);
                return super.load(handle, offset, length, reader);
            }
        })) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            assertThat(restore(engine).unchanged()).isZero();
            Path second = target.resolve("plugins/second");
            Object same = Files.getAttribute(second, "unix:ino");
            Files.setPosixFilePermissions(second, PosixFilePermissions.fromString("rwx------"));
            Files.write(target.resolve("version.php"), "<?pHp".getBytes());
            fetched.set(0);
            StorageResult again = restore(engine);
            assertThat(again.files()).isEqualTo(1);
            assertThat(again.unchanged()).isEqualTo(22);
            assertThat(again.bytes()).isEqualTo(5);
            assertThat(fetched.get()).isBetween(1L, 100_000L);
            assertThat(Files.getAttribute(second, "unix:ino")).isEqualTo(same);
        }
        assertThat(TreeListing.of(target)).isEqualTo(TreeListing.of(helpdesk.storage));
    }

    @Test
    void needsNoRoomForWhatIsThere() throws IOException {
        try (Engine engine = helpdesk.engine(new MemoryBackend())) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            int small = "secret".length() + "<?php".length();
            assertThat(room(engine)).as("the old file stays until the new one is whole").isEqualTo(small + LARGE);
            Files.write(large, content(2, LARGE / 4));
            assertThat(room(engine)).isEqualTo(small + LARGE);
            restore(engine);
            assertThat(room(engine)).isZero();
            Files.delete(large);
            assertThat(room(engine)).isEqualTo(LARGE);
        }
    }

    private long room(Engine engine) {
        StoredSnapshot latest = new Snapshots(engine.repository(), "cerb").choose("latest", null, false);
        Node storage = BaseSnapshot.readParts(latest, engine.repository().index()).orElseThrow().storage();
        return StorageMeasure.of(engine.repository().index(), storage, StorageOptions.to(target), target, new Findings(), null).room();
    }

    private Stream<String> files() throws IOException {
        return Files.walk(target).filter(Files::isRegularFile).map(file -> target.relativize(file).toString());
    }

    private void damageTheLargestPack() throws IOException {
        try (Stream<Path> packs = Files.walk(helpdesk.repository.resolve("data"))) {
            Path largest = packs.filter(Files::isRegularFile).max(Comparator.comparingLong(file -> file.toFile().length())).orElseThrow();
            largest.toFile().setWritable(true);
            try (RandomAccessFile pack = new RandomAccessFile(largest.toFile(), "rw")) {
                pack.seek(pack.length() / 2);
                int b = pack.read();
                pack.seek(pack.length() / 2);
                pack.write(b ^ 1);
            }
        }
    }
}
