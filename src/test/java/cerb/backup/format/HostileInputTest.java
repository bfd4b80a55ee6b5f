package cerb.backup.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import cerb.backup.format.IndexFile.IndexedPack;
import cerb.backup.format.document.KeyFile;
import cerb.backup.format.document.LockFile;
import cerb.backup.format.document.RepositoryConfig;
import cerb.backup.format.document.Snapshot;
import cerb.backup.format.document.UnpackedFile;
import cerb.backup.format.tree.LinkTarget;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeMetadata;
import cerb.backup.format.tree.NodeName;
import cerb.backup.format.tree.NodeType;
import cerb.backup.format.tree.TreeReader;
import cerb.backup.format.tree.TreeWriter;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Feeds every reader with changed bytes. It may take them or refuse them, in the documented way, and within a multiple of their length in memory. */
class HostileInputTest {

    private static final int ROUNDS = 4000;
    private static final long ALLOWED_BYTES = 16 << 20;
    private static final Instant TIME = Instant.parse("2026-11-23T10:00:00.5Z");
    private static final Snapshot SNAPSHOT = Snapshot.of(TIME, Samples.id(1), List.of("/a"), "host").withParent(Samples.id(2)).withTags(List.of("t"))
            .withSummary(new Snapshot.Summary(TIME, TIME, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));

    /** What to read, a good example of it, and the reader. */
    static Stream<Arguments> readers() throws IOException {
        byte[] frame = new byte[3000];
        Compression compression = new Compression(Compression.Level.AUTO);
        int frameLength = compression.compress(tree(), 0, tree().length, frame, 0);
        return Stream.of(
                reader("pack header", PackHeader.encode(PackHeaderTest.blobs(new Random(1), 5)), PackHeader::decode),
                reader("index", index(), bytes -> IndexFile.read(new ByteArrayInputStream(bytes), pack -> { })),
                reader("config", new RepositoryConfig(2, Samples.id(1), "25b468838dcb75").write(), RepositoryConfig::read),
                reader("key", KeyFile.of(TIME, "u", "h", 1024, 8, 1, Samples.bytes(64, 1), Samples.bytes(180, 2)).write(), KeyFile::read),
                reader("lock", new LockFile(TIME, true, "h", "u", 1, 2, 3).write(), LockFile::read),
                reader("snapshot", SNAPSHOT.write(), Snapshot::read),
                reader("unpacked file", UnpackedFile.wrap(SNAPSHOT.write()), bytes -> UnpackedFile.unwrap(bytes, 1 << 20)),
                reader("tree", tree(), bytes -> new TreeReader(bytes).forEach(Node::problem)),
                reader("canonical tree", tree(), bytes -> new TreeReader(bytes).isCanonical()),
                reader("compressed blob", Arrays.copyOf(frame, frameLength), bytes -> compression.decompress(bytes, 0, bytes.length, tree().length)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readers")
    void changedBytesAreTakenOrRefusedAndNothingElse(String name, byte[] good, Consumer<byte[]> reader) {
        reader.accept(good);
        Random random = new Random(42);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bad = Mutation.of(good, random);
            long before = allocated();
            try {
                reader.accept(bad);
            } catch (FormatException e) {
                assertThat(e.getMessage()).as(name).isNotBlank().hasSizeLessThan(500).matches("[ -~]*");
            } catch (RuntimeException | StackOverflowError e) {
                fail(name + " fails on " + new String(bad, StandardCharsets.ISO_8859_1), e);
            }
            assertThat(allocated() - before).as("bytes that a " + name + " makes the reader allocate").isLessThan(ALLOWED_BYTES);
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static Arguments reader(String name, byte[] good, Consumer<byte[]> reader) {
        return Arguments.of(name, good, reader);
    }

    private static byte[] index() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        IndexFile.write(out, List.of(new IndexedPack(Samples.id(1), PackHeaderTest.blobs(new Random(2), 4))));
        return out.toByteArray();
    }

    private static byte[] tree() {
        NodeMetadata metadata = NodeMetadata.virtual(NodeType.FILE, 0644, TIME);
        return new TreeWriter()
                .add(Node.directory(NodeName.of("d\u00e9\u0001"), metadata, Samples.id(1)))
                .add(Node.file(NodeName.of("f\\\""), metadata, 12, List.of(Samples.id(2), Samples.id(3))))
                .add(Node.symlink(NodeName.of("l"), metadata, LinkTarget.of(new byte[] {'x', -1})))
                .finish();
    }
}
