package cerb.backup.operation.query.find;

import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeType;
import cerb.backup.operation.query.EntryPath;
import cerb.backup.repository.DamagedException;
import cerb.backup.repository.IndexedRepository;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Walks trees, and passes over those in which nothing was found before. For one thread; one search for all snapshots. Iterates: a hostile tree may be deep. */
public final class Search {
    /** Some 13 MB; what is forgotten is only walked again. */
    private static final int MOST_REMEMBERED = 65_536;

    /** Judges what a walk meets. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Tells whether something was found at an entry; what is below it is walked in any case.
         *
         * @param parent the tree that holds the entry
         */
        boolean found(EntryPath path, Node node, Id parent);
    }

    /** Where a tree lies: whether a pattern fits may depend on it. */
    private record Place(Id tree, String path) { }

    private static final class Level {
        private final EntryPath path;
        private final Id tree;
        private final Iterator<Node> nodes;
        private boolean found;

        Level(EntryPath path, Id tree, Iterator<Node> nodes) {
            this.path = path;
            this.tree = tree;
            this.nodes = nodes;
        }
    }

    private final IndexedRepository index;
    private final BiConsumer<EntryPath, RuntimeException> damaged;
    private final Map<Place, Boolean> barren = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    private final Deque<Level> levels = new ArrayDeque<>();
    private long walked;

    /**
     * Prepares.
     *
     * @param index   the index, loaded after the snapshots were
     * @param damaged told of each directory that cannot be read, or not to its end; the search goes on without it
     */
    public Search(IndexedRepository index, BiConsumer<EntryPath, RuntimeException> damaged) {
        this.index = index;
        this.damaged = damaged;
    }

    /** Returns the number of directories walked so far. */
    public long walked() {
        return walked;
    }

    /** Walks all that is below the root tree of a snapshot, in the order of paths; with every search the same visitor. */
    public void run(Id root, Visitor visitor) {
        enter(EntryPath.ROOT, root);
        while (!levels.isEmpty()) {
            Level level = levels.peek();
            try {
                if (level.nodes.hasNext()) {
                    visit(level, level.nodes.next(), visitor);
                } else {
                    leave();
                }
            } catch (FormatException e) {
                damaged.accept(level.path, e);
                level.found = true; // not known to be barren
                leave();
            }
        }
    }

    private void visit(Level level, Node node, Visitor visitor) {
        EntryPath path = level.path.child(node.name());
        level.found |= visitor.found(path, node, level.tree);
        if (node.type() == NodeType.DIRECTORY && node.subtree() != null && !barren.containsKey(new Place(node.subtree(), path.text()))) {
            enter(path, node.subtree());
        }
    }

    private void enter(EntryPath path, Id tree) {
        try {
            levels.push(new Level(path, tree, index.tree(tree).iterator()));
            walked++;
        } catch (DamagedException | FormatException e) {
            damaged.accept(path, e);
        }
    }

    private void leave() {
        Level left = levels.pop();
        if (!left.found) {
            barren.put(new Place(left.tree, left.path.text()), true);
        } else if (!levels.isEmpty()) {
            levels.peek().found = true;
        }
    }
}
