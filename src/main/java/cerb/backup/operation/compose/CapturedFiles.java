package cerb.backup.operation.compose;

import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.repository.IndexedRepository;
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
    private final Map<Id, Map<String, Node>> read = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Id, Map<String, Node>> eldest) {
            return size() > DIRECTORIES_KEPT;
        }
    };

    /** Looks below a directory's tree. */
    public CapturedFiles(IndexedRepository index, Id root) {
        this.index = index;
        this.root = root;
    }

    /** The size in bytes of the file at a path such as {@code attachments/8/q/1}, or -1 where there is none. */
    public long size(String path) {
        Id tree = root;
        Node node = null;
        for (String name : path.split("/")) {
            node = tree == null ? null : directory(tree).get(name);
            tree = node == null ? null : node.subtree();
        }
        return node == null || node.content() == null ? -1 : node.size();
    }

    private Map<String, Node> directory(Id tree) {
        return read.computeIfAbsent(tree, id -> {
            Map<String, Node> nodes = new HashMap<>();
            index.tree(id).forEach(node -> nodes.put(node.name().toString(), node));
            return nodes;
        });
    }
}
