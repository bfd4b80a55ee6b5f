package cerb.backup.operation.query;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeMetadata;
import cerb.backup.format.tree.NodeMode;
import cerb.backup.format.tree.NodeName;
import cerb.backup.format.tree.NodeType;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.StoredSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/** What a snapshot holds: the verbs ls and cat. Reads one directory or blob at a time. */
public final class SnapshotContent {
    private record Directory(String path, Id tree) { }

    private final IndexedRepository index;
    private final StoredSnapshot snapshot;

    /** The content of one snapshot. */
    public SnapshotContent(IndexedRepository index, StoredSnapshot snapshot) {
        this.index = index;
        this.snapshot = snapshot;
    }

    /**
     * Lists an entry, and what is below it.
     *
     * @param path      absolute, such as {@code /storage/attachments}; empty or / for everything
     * @param recursive whether to go deeper than one directory
     * @throws OperationException if there is nothing at the path
     */
    public void list(String path, boolean recursive, Consumer<EntryInfo> entry) {
        String clean = clean(path);
        Id tree = snapshot.snapshot().tree();
        if (!clean.isEmpty()) {
            Node node = find(clean);
            entry.accept(describe(clean, node));
            tree = node.subtree();
        }
        Deque<Directory> waiting = new ArrayDeque<>();
        if (tree != null) {
            waiting.push(new Directory(clean, tree));
        }
        while (!waiting.isEmpty()) {
            Directory directory = waiting.pop();
            for (Node node : index.tree(directory.tree)) {
                String child = directory.path + "/" + node.name();
                entry.accept(describe(child, node));
                if (recursive && node.type() == NodeType.DIRECTORY && node.subtree() != null) {
                    waiting.push(new Directory(child, node.subtree()));
                }
            }
        }
    }

    /**
     * Writes the content of a file.
     *
     * @throws OperationException if there is no file at the path
     * @throws IOException        if {@code out} fails
     */
    public void write(String path, OutputStream out) throws IOException {
        Node node = find(clean(path));
        if (node.type() != NodeType.FILE || node.content() == null) {
            throw new OperationException(path + " in snapshot " + snapshot.id().shortName() + " is a " + node.type().word() + ", not a file",
                    "List it: cerb-backup ls " + snapshot.id().shortName() + " " + path);
        }
        for (Id blob : node.content()) {
            out.write(index.load(BlobHandle.data(blob)));
        }
    }

    private static String clean(String path) {
        String stripped = path.replaceAll("/+", "/").replaceAll("/$", "");
        return stripped.isEmpty() || stripped.startsWith("/") ? stripped : "/" + stripped;
    }

    /** A name is taken as text, or as it is listed, with escapes. */
    private Node find(String path) {
        Id tree = snapshot.snapshot().tree();
        Node node = null;
        for (String name : path.substring(1).split("/")) {
            node = tree == null ? null : entry(tree, name).orElse(null);
            tree = node == null ? null : node.subtree();
        }
        if (node == null) {
            throw new OperationException("snapshot " + snapshot.id().shortName() + " holds nothing at " + path,
                    "See what it holds: cerb-backup ls " + snapshot.id().shortName());
        }
        return node;
    }

    private Optional<Node> entry(Id tree, String name) {
        NodeName wanted = NodeName.of(name);
        for (Node node : index.tree(tree)) {
            if (node.name().equals(wanted) || node.name().toString().equals(name)) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    private static EntryInfo describe(String path, Node node) {
        NodeMetadata m = node.metadata();
        return new EntryInfo(path, node.type().word(), String.format("%04o", NodeMode.permissions(m.mode())), m.uid(), m.gid(), m.user(), m.group(),
                node.size(), m.mtime(), node.linkTarget() == null ? null : node.linkTarget().toString());
    }
}
