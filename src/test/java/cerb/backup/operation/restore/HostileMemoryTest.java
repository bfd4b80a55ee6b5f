package cerb.backup.operation.restore;

import static cerb.backup.repository.HostileRepository.directory;
import static cerb.backup.repository.HostileRepository.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.contentOf;

import cerb.backup.backend.FileType;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.Samples;
import cerb.backup.repository.HostileRepository;
import cerb.backup.repository.Repository;
import cerb.backup.repository.lock.LockMode;
import cerb.backup.repository.shared.LockedException;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads repositories that are small and claim to be large, in a program with a small heap. */
final class HostileMemoryTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path root;
    private HostileRepository hostile;
    private String good;

    @BeforeEach
    void make() {
        hostile = new HostileRepository(new LocalBackend(root.resolve("repository")));
        good = file("good", List.of(hostile.data(CONTENT)), CONTENT.length);
    }

    private String read(String heap) throws IOException, InterruptedException {
        Path output = root.resolve("output");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), HostileReader.class.getName(), root.resolve("repository").toString(), root.resolve("target" + heap).toString())
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertThat(process.waitFor()).as(() -> "exit code with " + heap + ", see " + contentOf(output.toFile())).isZero();
        assertThat(root.resolve("target" + heap + "/good")).hasContent("content");
        return Files.readString(output);
    }

    /** Zeros of a gigabyte, in 34 KiB. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZstdOutputStream zstd = new ZstdOutputStream(bytes)) {
            for (int i = 0; i < 1024; i++) {
                zstd.write(new byte[1 << 20]);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void aSmallBlobThatHoldsAGibibyteIsNamedAndLeftOut() throws IOException, InterruptedException {
        byte[] bomb = bomb();
        Id honest = hostile.blob(BlobHandle.data(Samples.id(1)), bomb, 1 << 30);
        Id lying = hostile.blob(BlobHandle.data(Samples.id(2)), bomb, 1000);
        Id tree = hostile.blob(BlobHandle.tree(Samples.id(3)), bomb, 1 << 29);
        hostile.storageSnapshot(hostile.treeOf(List.of(file("bomb", List.of(honest), 1 << 30), directory("directory", tree), good, file("lying", List.of(lying), 1000))));
        String output = read("-Xmx64m");
        assertThat(output).contains("restored: 1", "restore: bomb: is left out: no copy of data blob " + honest, "more than the 16777216 that this heap allows",
                "restore: lying: is left out", "restore: directory: the list of its entries is damaged", "check: ", "tree blob " + tree, "ls: not all of /");
    }

    @Test
    void metadataThatUnpacksToMoreThanItMayIsNamedAndLeftOut() throws IOException, InterruptedException {
        hostile.storageSnapshot(hostile.treeOf(List.of(good)));
        hostile.index("{\"packs\":[{\"id\":\"" + Samples.id(1) + "\",\"blobs\":[" + "{},".repeat(20_000_000) + "]}]}");
        hostile.index("[".repeat(30_000_000));
        Id texts = hostile.unpacked(FileType.SNAPSHOT, "{\"time\":\"2020-01-01T00:00:00Z\",\"tree\":\"" + Samples.id(1) + "\",\"tags\":[" + "\"t\",".repeat(2_000_000) + "\"t\"]}");
        Id text = hostile.unpacked(FileType.SNAPSHOT, "{\"hostname\":\"" + "h".repeat(15_000_000) + "\"}");
        String output = read("-Xmx96m");
        assertThat(output.lines().filter(line -> line.startsWith("index: "))).hasSize(2);
        assertThat(output).contains("restored: 1", "snapshots: snapshot " + texts, "a list of more than 100000 texts", "snapshots: snapshot " + text);
        hostile.unpacked(FileType.LOCK, "{\"hostname\":\"" + "h".repeat(15_000_000) + "\",\"time\":\"2020-01-01T00:00:00Z\"}");
        try (Repository repository = hostile.open()) {
            assertThatThrownBy(() -> repository.locks().acquire(LockMode.SHARED)).isInstanceOf(LockedException.class).hasMessageContaining("unreadable lock");
        }
    }

    @Test
    void aDirectoryOfAMillionEntriesIsReadWhereTheHeapAllowsIt() throws IOException, InterruptedException {
        byte[] million = IntStream.range(1_000_000, 2_000_000).mapToObj(i -> "{\"name\":\"" + i + "\",\"type\":\"fifo\"}")
                .collect(Collectors.joining(",", "{\"nodes\":[", "]}\n")).getBytes(StandardCharsets.US_ASCII);
        Id tree = hostile.blob(BlobHandle.tree(Id.hash(million)), Zstd.compress(million), million.length);
        hostile.storageSnapshot(hostile.treeOf(List.of(directory("directory", tree), good)));
        assertThat(read("-Xmx64m")).contains("restored: 1", "listed: 4", "restore: directory: the list of its entries is damaged", "give Java a larger heap (-Xmx)");
        assertThat(read("-Xmx192m")).contains("restored: 1", "listed: 1000004", "999000 more are not listed");
    }
}
