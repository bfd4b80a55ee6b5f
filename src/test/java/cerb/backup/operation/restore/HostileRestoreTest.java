package cerb.backup.operation.restore;

import static cerb.backup.repository.HostileRepository.directory;
import static cerb.backup.repository.HostileRepository.file;
import static cerb.backup.repository.HostileRepository.node;
import static cerb.backup.repository.HostileRepository.symlink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Backend;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import cerb.backup.format.Samples;
import cerb.backup.format.tree.TreeWriter;
import cerb.backup.operation.TreeListing;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.restore.entries.TreeEntries;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.operation.restore.files.StorageResult;
import cerb.backup.repository.HostileRepository;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores what somebody with the password has made to write elsewhere, or to fill the memory; what is sound comes back all the same. */
final class HostileRestoreTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path root;
    private final MemoryBackend backend = new MemoryBackend();
    private final HostileRepository hostile = new HostileRepository(backend);
    private Path target;
    private Path outside;
    private Id blob;

    @BeforeEach
    void makePlaces() throws IOException {
        target = root.resolve("in/target");
        outside = Files.createDirectory(root.resolve("outside"));
        Files.writeString(outside.resolve("precious"), "precious");
        blob = hostile.data(CONTENT);
    }

    private StorageResult restore(Id storage, StorageOptions options) {
        Id snapshot = hostile.storageSnapshot(storage);
        try (Repository repository = hostile.open()) {
            return new Restore(repository, Observer.NONE).storage(repository.find(snapshot.toString()), options);
        }
    }

    private StorageResult restore(String... nodes) {
        return restore(hostile.treeOf(List.of(nodes)), StorageOptions.to(target));
    }

    private String good(String name) {
        return file(name, List.of(blob), CONTENT.length);
    }

    private Set<String> restored() throws IOException {
        assertThat(outside.resolve("precious")).hasContent("precious");
        return TreeListing.of(target).keySet().stream().filter(path -> !path.isEmpty() && !path.equals(".")).collect(Collectors.toSet());
    }

    private static List<String> subjects(StorageResult result) {
        return result.findings().stream().map(Finding::subject).toList();
    }

    @Test
    void leavesOutNamesThatNoFileCanHaveAndRestoresTheRest() throws IOException {
        String longest = "x".repeat(255);
        StorageResult result = restore(good(""), good("."), good(".."), good("../up"), good("/abs"), good("a/b"), good("good"), good("nul\\\\x00"),
                good(longest), good("y".repeat(256)), good("z".repeat(100_000)), directory("..", hostile.treeOf(List.of(good("up")))));
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.files()).isEqualTo(2);
        assertThat(restored()).containsExactlyInAnyOrder("good", longest);
        assertThat(Files.list(root.resolve("in"))).containsExactly(target);
        assertThat(subjects(result)).contains("./", "./.", "./..", "./../up", ".//abs", "./a/b", "./nul\\x00", "./(a name of 256 bytes)", "./(a name of 100000 bytes)");
        assertThat(result.findings()).allSatisfy(finding -> assertThat(finding.toString()).hasSizeLessThan(600));
    }

    @Test
    void takesTheFirstOfTwoEntriesOfOneName() throws IOException {
        Id below = hostile.treeOf(List.of(good("precious")));
        StorageResult result = restore(directory("a", below), symlink("a", outside.toString()), symlink("b", outside.toString()), directory("b", below),
                good("c"), file("c", List.of(hostile.data("other".getBytes(StandardCharsets.UTF_8))), 5));
        assertThat(result.incomplete()).isTrue();
        assertThat(restored()).containsExactlyInAnyOrder("a", "a/precious", "b", "c");
        assertThat(target.resolve("c")).hasContent("content");
        assertThat(Files.isSymbolicLink(target.resolve("b"))).isTrue();
        assertThat(subjects(result)).containsExactly("./a", "./b", "./c");
    }

    @Test
    void restoresADirectoryWhoseNamesAreNotInOrder() throws IOException {
        StorageResult result = restore(good("b"), good("d"), good("a"), good("c"), good("b"), good("a"));
        assertThat(restored()).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(subjects(result)).containsExactly("./b", "./a");
    }

    @Test
    void replacesLinksThatAnEarlierRestoreHasLeft() throws IOException {
        Id below = hostile.treeOf(List.of(good("precious")));
        assertThat(restore(symlink("d", outside.toString()), symlink("precious", outside.resolve("precious").toString())).incomplete()).isFalse();
        restore(hostile.treeOf(List.of(directory("d", below), good("precious"))), StorageOptions.to(target).overwriting());
        assertThat(restored()).containsExactlyInAnyOrder("d", "d/precious", "precious");
        assertThat(target.resolve("precious")).isRegularFile().hasContent("content");
        assertThat(Files.isSymbolicLink(target.resolve("d"))).isFalse();
    }

    @Test
    void neverLinksToAFileThatItDidNotRestore() throws IOException {
        Id lost = Samples.id(7);
        Id damaged = hostile.blob(BlobHandle.data(lost), CONTENT, 0);
        String linked = "\"inode\":" + Files.getAttribute(outside.resolve("precious"), "unix:ino") + ",\"device_id\":"
                + Files.getAttribute(outside.resolve("precious"), "unix:dev") + ",\"links\":2,\"size\":7,\"content\":[\"";
        Files.createDirectories(target);
        Files.createSymbolicLink(target.resolve("a"), outside.resolve("precious"));
        StorageResult result = restore(hostile.treeOf(List.of(node("a", "file", linked + damaged + "\"]"), node("b", "file", linked + damaged + "\"]"),
                node("c", "file", linked + blob + "\"]"))), StorageOptions.to(target).overwriting());
        assertThat(subjects(result)).contains("a", "b");
        assertThat(target.resolve("b")).doesNotExist();
        assertThat(target.resolve("c")).isRegularFile().hasContent("content");
        assertThat(outside.resolve("precious")).hasContent("precious");
    }

    @Test
    void makesNoDevicesAndSetsNoAttributesOfTheSystem() throws IOException {
        String attributes = "\"extended_attributes\":[{\"name\":\"security.capability\",\"value\":\"AQAAAg==\"},{\"name\":\"trusted.t\",\"value\":\"AQ==\"},"
                + "{\"name\":\"" + "user." + "n".repeat(300) + "\",\"value\":\"AQ==\"},{\"name\":\"user.huge\",\"value\":\"" + "AAAA".repeat(50_000) + "\"}],";
        StorageResult result = restore(node("block", "dev", "\"device\":2049,\"content\":null"), node("char", "chardev", "\"device\":259,\"content\":null"),
                node("f", "file", attributes + "\"size\":7,\"content\":[\"" + blob + "\"]"), node("pipe", "fifo", "\"content\":null"), node("socket", "socket", "\"content\":null"));
        assertThat(restored()).containsExactly("f");
        assertThat(result.incomplete()).isFalse();
        assertThat(Files.getFileAttributeView(target.resolve("f"), UserDefinedFileAttributeView.class).list()).isEmpty();
        assertThat(subjects(result)).contains("block", "char", "pipe", "socket", "f");
    }

    @Test
    void takesAbsurdSizesTimesOwnersAndModesForWhatTheyAre() throws IOException {
        String absurd = good("absurd").replace("420", "4294967295").replace("\"size\":7", "\"size\":18446744073709551615,\"links\":18446744073709551615")
                .replace("2026-11-23T10:00:00Z", "9999-12-31T23:59:59.999999999Z").replace("\"uid\":0", "\"uid\":4294967295");
        String huge = file("huge", List.of(blob), 1L << 62).replace("2026-11-23T10:00:00Z", "0000-01-01T00:00:00+23:59");
        StorageResult result = restore(absurd, huge);
        assertThat(result.incomplete()).isFalse();
        assertThat(target.resolve("absurd")).hasContent("content");
        assertThat(target.resolve("huge")).hasContent("content");
        assertThat(result.findings()).extracting(Finding::message).contains("claims 18446744073709551615 bytes, but its content has 7", "claims 4611686018427387904 bytes, but its content has 7");
    }

    @Test
    void writesToASharedDirectoryOnlyWhileNobodyElseMay() throws IOException {
        Path shared = Files.createDirectories(target.resolve("shared"));
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        Id snapshot = hostile.storageSnapshot(hostile.treeOf(List.of(directory("shared", hostile.treeOf(List.of(good("f")))))));
        List<String> seen = new ArrayList<>();
        Backend watched = new ForwardingBackend(backend) {
            @Override
            public <T> T load(Handle handle, long offset, long length, Reader<T> reader) {
                seen.add(mode(target) + " " + mode(shared));
                return super.load(handle, offset, length, reader);
            }
        };
        try (Repository repository = Repository.open(watched, HostileRepository.PASSWORD, RepositoryOptions.defaults())) {
            new Restore(repository, Observer.NONE).storage(repository.find(snapshot.toString()),
                    StorageOptions.to(target).overwriting().withPaths(List.of(RelativePath.of("shared"))));
        }
        assertThat(seen).as("when the content of the file is read").last().isEqualTo("rwxr-xr-x rwx------");
        assertThat(mode(target)).as("the target's own is not the snapshot's when only a path is restored").isEqualTo("rwxrwxrwx");
        assertThat(mode(shared)).isEqualTo("rwxr-xr-x");
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void givesUpWhereDirectoriesNameEachOtherOverAndOver() {
        Id tree = TreeWriter.EMPTY_TREE;
        hostile.tree("{\"nodes\":[]}\n");
        for (int level = 0; level < 40; level++) {
            tree = hostile.treeOf(List.of(directory("a", tree), directory("b", tree)));
        }
        Id deep = tree;
        hostile.flush();
        try (Repository repository = hostile.open()) {
            TreeEntries entries = new TreeEntries(repository.index(), path -> true, new Findings(), 20_000);
            assertThatThrownBy(() -> entries.visit(deep, (path, node) -> true)).isInstanceOf(OperationException.class)
                    .hasMessageContaining("20001 entries").hasMessageContaining("(tree ");
        }
    }

    @Test
    void goesDownAsFarAsAPathCanAndNoFurther() throws IOException {
        Id tree = hostile.treeOf(List.of(good("bottom")));
        for (int level = 0; level < 20; level++) {
            tree = hostile.treeOf(List.of(directory("d".repeat(255), tree), good("f")));
        }
        StorageResult result = restore(tree, StorageOptions.to(target));
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.files()).isBetween(12L, 16L);
        assertThat(result.findings()).hasSize(1).allSatisfy(finding -> assertThat(finding.message()).contains("File name too long"));
    }

    @Test
    void leavesOutWhatLiesDeeperThanAnyPath() {
        Id tree = hostile.treeOf(List.of(good("bottom")));
        for (int level = 0; level < 5000; level++) {
            tree = hostile.treeOf(List.of(directory("d", tree)));
        }
        Id deep = tree;
        hostile.flush();
        try (Repository repository = hostile.open()) {
            Findings findings = new Findings();
            List<String> last = new ArrayList<>(List.of(""));
            new TreeEntries(repository.index(), path -> true, findings).visit(deep, (path, node) -> last.set(0, path.toString()) != null);
            assertThat(last.get(0)).hasSize(2 * 2048 - 1);
            assertThat(findings.list()).hasSize(1).allSatisfy(finding -> assertThat(finding.message()).contains("deeper than 2048 directories"));
        }
    }

    @Test
    void restoresFromAPackWhoseBlobsAreSaidToOverlap() throws IOException {
        List<String> nodes = IntStream.range(0, 3).mapToObj(i -> {
            byte[] content = Samples.bytes(1000, i);
            return file("f" + i, List.of(hostile.data(content)), content.length);
        }).toList();
        Id storage = hostile.treeOf(nodes);
        Id snapshot = hostile.storageSnapshot(storage);
        try (Repository repository = hostile.open()) {
            repository.index().forEachPack((pack, blobs) -> hostile.index("{\"packs\":[" + HostileRepository.packJson(pack,
                    List.of(new PackedBlob(BlobHandle.data(Id.hash(Samples.bytes(1000, 1))), 10, 1032, 0))) + "]}"));
        }
        try (Repository repository = hostile.open()) {
            StorageResult result = new Restore(repository, Observer.NONE).storage(repository.find(snapshot.toString()), StorageOptions.to(target));
            assertThat(result.findings()).isEmpty();
            assertThat(target.resolve("f1")).hasBinaryContent(Samples.bytes(1000, 1));
        }
    }
}
