package cerb.backup.operation.compose;

import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeName;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.shared.DamagedException;
import cerb.backup.storage.RelativePath;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Looks files of a tree up by path. Keeps the directories it read last, since rows that are near each other name files in the
 * same directories. For one thread.
 */
public final class CapturedFiles {
    private static final int DIRECTORIES_KEPT = 64;

    private final IndexedRepository index;
    private final Id root;
    private final Map<Id, Map<NodeName, Node>> read = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Id, Map<NodeName, Node>> eldest) {
            return size() > DIRECTORIES_KEPT;
        }
    };

    /** Looks below a directory's tree. */
    public CapturedFiles(IndexedRepository index, Id root) {
        this.index = index;
        this.root = root;
    }

    /** The node at a path such as {@code attachments/8/q/1}, or null where there is none. */
    public Node find(String path) {
        return find(RelativePath.of(path));
    }

    /** Whether exactly this file, of the same content and times, is known to be at a path; false where a directory on the way is lost. */
    public boolean holds(RelativePath path, Node file) {
        Node held = findKnown(path);
        return held != null && file.content() != null && file.content().equals(held.content())
                && file.metadata().mtime().equals(held.metadata().mtime())
                && file.metadata().ctime().equals(held.metadata().ctime());
    }

    private Node findKnown(RelativePath path) {
        try {
            return find(path);
        } catch (DamagedException e) {
            return null;
        }
    }

    private Node find(RelativePath path) {
        if (path.isRoot()) {
            return null;
        }
        Id tree = root;
        if (!path.parent().isRoot()) {
            Node parent = find(path.parent());
            tree = parent == null ? null : parent.subtree();
        }
        return tree == null ? null : directory(tree).get(NodeName.of(path.name().bytes()));
    }

    private Map<NodeName, Node> directory(Id tree) {
        return read.computeIfAbsent(tree, id -> {
            Map<NodeName, Node> nodes = new HashMap<>();
            index.tree(id).forEach(node -> nodes.put(node.name(), node));
            return nodes;
        });
    }
}
