package cerb.backup.operation.query.find;

import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.operation.query.EntryPath;
import cerb.backup.operation.query.TreeWalk;
import cerb.backup.repository.IndexedRepository;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Walks trees, and passes over those in which nothing was found before. For one thread; one search for all snapshots. */
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

    private final IndexedRepository index;
    private final BiConsumer<EntryPath, RuntimeException> damaged;
    private final Map<Place, Boolean> barren = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
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
        TreeWalk.run(index, EntryPath.ROOT, root, new Walking(visitor));
    }

    private final class Walking implements TreeWalk.Visitor {
        private final Visitor visitor;
        private final Deque<Boolean> found = new ArrayDeque<>();

        Walking(Visitor visitor) {
            this.visitor = visitor;
        }

        @Override
        public void entry(EntryPath path, Node node, Id parent) {
            mark(visitor.found(path, node, parent));
        }

        private void mark(boolean isFound) {
            if (isFound && !found.isEmpty()) {
                found.pop();
                found.push(true);
            }
        }

        @Override
        public boolean enters(EntryPath path, Id tree) {
            if (barren.containsKey(new Place(tree, path.text()))) {
                return false;
            }
            found.push(false);
            walked++;
            return true;
        }

        @Override
        public void left(EntryPath path, Id tree) {
            boolean isFound = found.pop();
            if (!isFound) {
                barren.put(new Place(tree, path.text()), true);
            }
            mark(isFound);
        }

        /** What cannot be read is not known to be barren. */
        @Override
        public void damaged(EntryPath path, Id tree, RuntimeException problem) {
            damaged.accept(path, problem);
            mark(true);
        }
    }
}
