package cerb.backup.operation.attachment;

import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.shared.DamagedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Finds files below trees, and remembers what it met: most directories are the same in many snapshots. For one thread. */
final class StoragePaths {
    private static final int MOST_REMEMBERED = 20_000;

    private record Step(Id tree, String name) { }

    private final IndexedRepository index;
    private final Map<Step, Optional<Node>> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Step, Optional<Node>> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    StoragePaths(IndexedRepository index) {
        this.index = index;
    }

    /** The file at a path below a tree; empty where there is none, or where a directory on the way is damaged. */
    Optional<Node> file(Id tree, String path) {
        Id at = tree;
        Node node = null;
        for (String name : path.split("/")) {
            node = at == null ? null : known.computeIfAbsent(new Step(at, name), this::look).orElse(null);
            if (node == null) {
                return Optional.empty();
            }
            at = node.subtree();
        }
        return Optional.ofNullable(node).filter(found -> found.content() != null);
    }

    private Optional<Node> look(Step entry) {
        try {
            for (Node node : index.tree(entry.tree)) {
                if (node.name().text().equals(entry.name)) {
                    return Optional.of(node);
                }
            }
            return Optional.empty();
        } catch (DamagedException | FormatException e) {
            return Optional.empty();
        }
    }
}
