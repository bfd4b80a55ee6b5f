package cerb.backup.operation.restore.files;

import static cerb.backup.operation.HelpdeskFixture.attachment;
import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cerb.backup.Oracles.ResticVersion;
import cerb.backup.backend.FileType;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.TreeListing;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.query.SnapshotContent;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.restore.CommandWords;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.RestorePlan;
import cerb.backup.operation.restore.files.target.RestoreMark;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StorageRestoreTest {
    @TempDir
    Path root;
    HelpdeskFixture helpdesk;

    @BeforeEach
    void makeHelpdesk() {
        helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 40);
    }

    private StoredSnapshot latest(Engine engine) {
        return new Snapshots(engine.repository(), "cerb").choose("latest", null, false);
    }

    private StorageResult restore(Engine engine, StorageOptions options) {
        return new Restore(engine.repository(), Observer.NONE).storage(latest(engine), options);
    }

    private void makeOddEntries() throws IOException {
        for (byte[] name : List.of("quote\"'\\`".getBytes(), new byte[] {'n', (byte) 0xff, (byte) 0xc3}, "new\nline".getBytes(), "é".getBytes(StandardCharsets.UTF_8),
                "x".repeat(255).getBytes(), " blank ".getBytes(), "\u00a0".getBytes(StandardCharsets.UTF_8))) {
            Files.write(FileName.of(name).in(helpdesk.storage), name);
        }
        helpdesk.write("large", content(1, 12_000_000));
        helpdesk.write("empty", new byte[0]);
        Files.createDirectories(helpdesk.storage.resolve("plugins/empty directory"));
        Files.createLink(helpdesk.storage.resolve("plugins/second name"), helpdesk.storage.resolve(attachment(3)));
        Files.createSymbolicLink(helpdesk.storage.resolve("dangling"), Path.of("../no such/file"));
        SymbolicLinks.make(helpdesk.storage.resolve("link"), new byte[] {'.', '.', '/', (byte) 0xfe});
        Files.createSymbolicLink(helpdesk.storage.resolve("to etc"), Path.of("/etc"));
        try (RandomAccessFile sparse = new RandomAccessFile(helpdesk.storage.resolve("sparse").toFile(), "rw")) {
            sparse.setLength(20_000_000);
            sparse.seek(5_000_000);
            sparse.write(7);
        }
        Files.setAttribute(helpdesk.storage.resolve("empty"), "unix:mode", 04751);
        Files.getFileAttributeView(helpdesk.storage.resolve("large"), UserDefinedFileAttributeView.class).write("comment", java.nio.ByteBuffer.wrap("hi".getBytes()));
        FileTime odd = FileTime.from(Instant.parse("2001-02-03T04:05:06.123456789Z"));
        for (String path : List.of("large", "plugins", "dangling", "")) {
            Files.getFileAttributeView(helpdesk.storage.resolve(path), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS).setTimes(odd, odd, null);
        }
    }

    @Test
    void restoresEveryByteNameTimeModeAndLinkAsResticDoes() throws IOException {
        makeOddEntries();
        SortedMap<String, String> original = TreeListing.of(helpdesk.storage);
        try (Engine engine = helpdesk.engine()) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            Path target = root.resolve("deep/target");
            StorageResult result = restore(engine, StorageOptions.to(target));
            assertThat(result.findings()).isEmpty();
            assertThat(TreeListing.of(target)).isEqualTo(original);
            assertThat((Long) Files.getAttribute(target.resolve("sparse"), "unix:size")).isEqualTo(20_000_000);
            var comment = java.nio.ByteBuffer.allocate(2);
            Files.getFileAttributeView(target.resolve("large"), UserDefinedFileAttributeView.class).read("comment", comment);
            assertThat(comment.array()).isEqualTo("hi".getBytes());
        }
        helpdesk.checkByRestic();
        for (ResticVersion version : ResticVersion.values()) {
            SortedMap<String, String> restored = TreeListing.of(helpdesk.restoreByRestic(version, "latest", "by-" + version));
            if (version == ResticVersion.INSTALLED) {
                // before 0.16 there was no field for targets that are no UTF-8
                restored.replace("link", original.get("link"));
            }
            assertThat(restored.entrySet()).containsExactlyElementsOf(original.entrySet());
        }
    }

    /** A new file has some owner and mode by itself; which it has must not matter. */
    @Test
    void everyModeAndOwnerComesOutInADirectoryThatHandsItsGroupOn() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root gives files away");
        for (int mode : List.of(0, 0400, 0444, 0600, 0664, 0777, 01644, 02750, 04755)) {
            for (int owner : List.of(0, 33)) {
                String name = "plugins/%o by %d".formatted(mode, owner);
                helpdesk.write(name, name.getBytes());
                Path file = helpdesk.storage.resolve(name);
                Files.setAttribute(file, "unix:uid", owner);
                Files.setAttribute(file, "unix:gid", 33 - owner);
                Files.setAttribute(file, "unix:mode", mode);
            }
        }
        SortedMap<String, String> original = TreeListing.of(helpdesk.storage);
        Path target = Files.createDirectories(root.resolve("target"));
        Files.setAttribute(target, "unix:gid", 33);
        Files.setAttribute(target, "unix:mode", 02775);
        try (Engine engine = helpdesk.engine()) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            assertThat(restore(engine, StorageOptions.to(target)).findings()).isEmpty();
        }
        assertThat(TreeListing.of(target)).isEqualTo(original);
    }

    @Test
    void restoresOnlyThePathsAskedFor() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            Path target = root.resolve("target");
            StorageResult result = restore(engine, StorageOptions.to(target).withPaths(List.of(RelativePath.of(attachment(5)))));
            assertThat(result.files()).isEqualTo(1);
            assertThat(target.resolve(attachment(5))).hasBinaryContent(content(5, 100 + 5 * 37));
            assertThat(target.resolve("_master.key")).doesNotExist();
            assertThatThrownBy(() -> restore(engine, StorageOptions.to(root.resolve("other")).withPaths(List.of(RelativePath.of("no/such")))))
                    .isInstanceOf(OperationException.class).hasMessageContaining("holds nothing at");
        }
    }

    @Test
    void restoresANameThatIsNoTextByTheEscapesItIsListedWith() throws IOException {
        byte[] name = {'n', (byte) 0xff, '\\', (byte) 0xc3};
        Files.write(FileName.of(name).in(Files.createDirectories(helpdesk.storage.resolve("plugins"))), name);
        try (Engine engine = helpdesk.engine()) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            SnapshotContent content = new SnapshotContent(engine.repository().index(), latest(engine));
            List<String> listed = new ArrayList<>();
            content.list("/storage/plugins", false, entry -> listed.add(entry.path().escaped().replace("/storage/", "")));
            RelativePath wanted = content.inStorage("plugins/n\\xff\\\\\\xc3");
            assertThat(listed).contains("plugins/n\\xff\\\\\\xc3");
            assertThat(restore(engine, StorageOptions.to(root.resolve("target")).withPaths(List.of(wanted))).files()).isEqualTo(1);
            assertThat(FileName.of(name).in(root.resolve("target/plugins"))).hasBinaryContent(name);
            assertThat(content.inStorage("no/such\\xff")).as("nothing there").isEqualTo(RelativePath.of("no/such\\xff"));
        }
    }

    @Test
    void refusesATargetThatIsNotEmptyAndOverwritesItWhenAsked() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            Path target = Files.createDirectory(root.resolve("target"));
            Files.writeString(target.resolve("version.php"), "older and longer");
            assertThatThrownBy(() -> restore(engine, StorageOptions.to(target))).isInstanceOf(OperationException.class).hasMessageContaining("not empty");
            assertThat(restore(engine, StorageOptions.to(target).overwriting()).incomplete()).isFalse();
            assertThat(target.resolve("version.php")).hasContent("<?php");
        }
    }

    @Test
    void neverWritesThroughALink() throws IOException {
        Path outside = Files.createDirectory(root.resolve("outside"));
        Files.writeString(outside.resolve("precious"), "precious");
        helpdesk.write("plugins/precious", "overwritten".getBytes());
        try (Engine engine = helpdesk.engine()) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            Path target = Files.createDirectory(root.resolve("target"));
            Files.createSymbolicLink(target.resolve("plugins"), outside);
            Files.createSymbolicLink(target.resolve("version.php"), outside.resolve("precious"));
            restore(engine, StorageOptions.to(target).overwriting());
            assertThat(outside.resolve("precious")).hasContent("precious");
            assertThat(target.resolve("plugins/precious")).hasContent("overwritten");
            assertThat(target.resolve("version.php")).isRegularFile().hasContent("<?php");
        }
    }

    @Test
    void namesWhatIsDamagedAndRestoresTheRest() throws IOException {
        helpdesk.write("damaged", content(99, 3_000_000));
        try (Engine engine = helpdesk.engine()) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
        }
        Path largest = largestPack();
        largest.toFile().setWritable(true);
        try (RandomAccessFile pack = new RandomAccessFile(largest.toFile(), "rw")) {
            pack.seek(largest.toFile().length() / 2);
            int b = pack.read();
            pack.seek(largest.toFile().length() / 2);
            pack.write(b ^ 1);
        }
        try (Engine engine = helpdesk.engine()) {
            Path target = root.resolve("target");
            StorageResult result = restore(engine, StorageOptions.to(target));
            assertThat(result.exitCode()).isEqualTo(3);
            assertThat(result.findings()).filteredOn(finding -> finding.severity() == Finding.Severity.DAMAGE).singleElement()
                    .satisfies(finding -> assertThat(finding.subject()).isEqualTo("damaged"));
            SortedMap<String, String> expected = TreeListing.of(helpdesk.storage);
            expected.remove("damaged");
            assertThat(TreeListing.of(target)).isEqualTo(expected);
        }
    }

    private Path largestPack() throws IOException {
        try (var files = Files.walk(helpdesk.repository.resolve("data"))) {
            return files.filter(Files::isRegularFile).max(java.util.Comparator.comparingLong(file -> file.toFile().length())).orElseThrow();
        }
    }

    @Test
    void dryRunTellsSizesAndCommands() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1, 2, 3);
            RestorePlan plan = new Restore(engine.repository(), Observer.NONE, new CommandWords(List.of(), List.of(), List.of("-r", "/srv")), Duration.ZERO).plan(latest(engine), List.of());
            assertThat(plan.databaseName()).isEqualTo("cerb");
            assertThat(plan.rows()).isEqualTo(3);
            assertThat(plan.files()).isEqualTo(41);
            assertThat(plan.commands()).anyMatch(command -> command.startsWith("cerb-backup restore " + plan.snapshot().shortName()))
                    .anyMatch(command -> command.startsWith("restic -r ")).anyMatch(command -> command.endsWith("| mysql --comments SCHEMA"));
        }
    }

    @Test
    void eachPathThatTheSnapshotLacksIsNamed() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1);
            Path target = root.resolve("target");
            StorageOptions options = StorageOptions.to(target).withPaths(List.of(RelativePath.of("_master.key"), RelativePath.of("attachments/nowhere"), RelativePath.of("nothing")));
            StorageResult result = restore(engine, options);
            assertThat(result.incomplete()).isTrue();
            assertThat(result.findings()).extracting(Finding::subject).containsExactly("attachments/nowhere", "nothing");
            assertThat(target.resolve("_master.key")).exists();
            assertThat(new Restore(engine.repository(), Observer.NONE).plan(latest(engine), options.paths()).findings()).hasSize(2);
        }
    }

    @Test
    void theKeyIsThereBeforeAnythingElse() throws IOException {
        Path target = root.resolve("target");
        List<List<String>> there = new CopyOnWriteArrayList<>();
        try (Engine engine = helpdesk.engine(new ForwardingBackend(new MemoryBackend()) {
            @Override
            public <T> T load(Handle handle, long offset, long length, Reader<T> reader) {
                if (handle.type() == FileType.DATA && Files.exists(target)) {
                    there.add(files(target));
                }
                return super.load(handle, offset, length, reader);
            }
        })) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            restore(engine, StorageOptions.to(target));
        }
        assertThat(there).as("at each read of a pack").contains(List.of("_master.key")).allMatch(files -> files.isEmpty() || files.contains("_master.key"));
        assertThat(files(target)).hasSize(41);
    }

    private static List<String> files(Path directory) {
        try (Stream<Path> entries = Files.walk(directory)) {
            return entries.filter(Files::isRegularFile).map(file -> directory.relativize(file).toString()).filter(file -> !file.startsWith(RestoreMark.NAME)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
