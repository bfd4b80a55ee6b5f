package cerb.backup.operation.compose;

import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeMetadata;
import cerb.backup.format.tree.NodeName;
import cerb.backup.format.tree.NodeType;
import cerb.backup.format.tree.TreeWriter;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.RepositoryWriter;
import cerb.backup.repository.shared.StoredContent;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** The parts of a dump that have been stored to their end. Thread-safe. */
public final class StoredParts {
    private final SortedMap<String, StoredContent> parts = new ConcurrentSkipListMap<>();
    private final LongAdder count = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder added = new LongAdder();

    /** Adds a part; its path is relative, such as {@code cerb/schema.sql}. Throws where it has been added before. */
    public void add(String path, StoredContent content) {
        if (parts.putIfAbsent(path, content) != null) {
            throw new OperationException("part " + path + " of the dump was stored twice", "Report this: a plan names each part once.");
        }
        count.increment();
        bytes.add(content.size());
        added.add(content.added());
    }

    /** The parts by path, as of now. */
    public SortedMap<String, StoredContent> byPath() {
        return new TreeMap<>(parts);
    }

    /** How many there are. */
    public int count() {
        return count.intValue();
    }

    /** Bytes of all parts. */
    public long bytes() {
        return bytes.sum();
    }

    /** Bytes of them that the repository had not held. */
    public long addedBytes() {
        return added.sum();
    }

    /** Stores the directories above the parts and answers the node of their root, which has this name. */
    public Node store(RepositoryWriter writer, String name, Instant time) {
        return directory(writer, name, byPath(), time);
    }

    private static Node directory(RepositoryWriter writer, String name, SortedMap<String, StoredContent> below, Instant time) {
        Map<NodeName, Node> nodes = new TreeMap<>();
        SortedMap<String, StoredContent> rest = below;
        while (!rest.isEmpty()) {
            String path = rest.firstKey();
            int slash = path.indexOf('/');
            String first = slash < 0 ? path : path.substring(0, slash);
            Node node = slash < 0
                    ? file(path, rest.get(path), time)
                    : directory(writer, first, withoutPrefix(rest.subMap(first + '/', first + '0'), slash + 1), time);
            nodes.put(node.name(), node);
            rest = rest.tailMap(slash < 0 ? path + '\0' : first + '0');
        }
        TreeWriter tree = new TreeWriter();
        nodes.values().forEach(tree::add);
        Id id = writer.storeTree(tree.finish());
        return Node.directory(NodeName.of(name), NodeMetadata.virtual(NodeType.DIRECTORY, 0700, time), id);
    }

    private static SortedMap<String, StoredContent> withoutPrefix(SortedMap<String, StoredContent> parts, int length) {
        var shorter = new TreeMap<String, StoredContent>();
        parts.forEach((path, content) -> shorter.put(path.substring(length), content));
        return shorter;
    }

    private static Node file(String name, StoredContent content, Instant time) {
        return Node.file(NodeName.of(name), NodeMetadata.virtual(NodeType.FILE, 0600, time), content.size(), content.blobs());
    }
}
