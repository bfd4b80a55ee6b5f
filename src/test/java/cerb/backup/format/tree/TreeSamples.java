package cerb.backup.format.tree;

import cerb.backup.format.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** Made-up nodes for tests. */
final class TreeSamples {

    private TreeSamples() {
    }

    /** Returns the node of {@code name} that {@code seed} gives. */
    static Node node(NodeName name, long seed) {
        Random random = new Random(seed);
        NodeType type = NodeType.values()[random.nextInt(NodeType.values().length)];
        NodeMetadata metadata = metadata(random, type);
        return switch (type) {
            case FILE -> Node.file(name, metadata, random.nextLong(), LongStream.range(0, random.nextInt(5)).mapToObj(Samples::id).toList());
            case DIRECTORY -> Node.directory(name, metadata, Samples.id(seed));
            case SYMLINK -> Node.symlink(name, metadata, LinkTarget.of(Samples.bytes(1 + random.nextInt(30), seed)));
            case BLOCK_DEVICE, CHARACTER_DEVICE, FIFO, SOCKET -> Node.special(name, type, metadata, random.nextInt(100));
        };
    }

    private static NodeMetadata metadata(Random random, NodeType type) {
        Instant mtime = Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
        List<ExtendedAttribute> attributes = random.nextBoolean() ? List.of()
                : List.of(ExtendedAttribute.of("user.ü<>", Samples.bytes(random.nextInt(20), 1)));
        return new NodeMetadata(NodeMode.of(type, random.nextInt(010000)), mtime, mtime, Instant.EPOCH, random.nextInt(70000), random.nextInt(70000),
                random.nextBoolean() ? "" : "www-data", random.nextBoolean() ? "" : "grüppe", random.nextLong(), random.nextLong(), random.nextInt(3), attributes);
    }
}
