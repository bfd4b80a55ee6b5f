package cerb.backup.operation.query;

import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeType;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.shared.DamagedException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;

/** Walks a tree depth first, as its entries lie, one directory blob a level in memory. Iterates: a hostile tree may be deep. For one thread. */
public final class TreeWalk {
    /** Directories below one another: a path of 4096 bytes, the longest that Linux takes, has no more names. */
    public static final int DEEPEST = 2048;

    /** What is met. */
    public interface Visitor {
        /** An entry; {@code parent} is the tree that holds it. */
        void entry(EntryPath path, Node node, Id parent);

        /** Whether to go into a directory; its entry was met before. */
        default boolean enters(EntryPath path, Id tree) {
            return true;
        }

        /** All of a directory that was gone into was met, or as much as can be read. */
        default void left(EntryPath path, Id tree) { }

        /** A directory that was gone into cannot be read, or not to its end: {@link DamagedException} or {@link FormatException}. Whoever does not throw it has it left next. */
        default void damaged(EntryPath path, Id tree, RuntimeException problem) {
            throw problem;
        }
    }

    private record Level(EntryPath path, Id tree, Iterator<Node> nodes) { }

    private final IndexedRepository index;
    private final Visitor visitor;
    private final Deque<Level> levels = new ArrayDeque<>();

    private TreeWalk(IndexedRepository index, Visitor visitor) {
        this.index = index;
        this.visitor = visitor;
    }

    /** Walks a tree and what is below it; {@code top} is its path. */
    public static void run(IndexedRepository index, EntryPath top, Id tree, Visitor visitor) {
        new TreeWalk(index, visitor).run(top, tree);
    }

    private void run(EntryPath top, Id tree) {
        enter(top, tree);
        while (!levels.isEmpty()) {
            Level level = levels.peek();
            Node node = next(level);
            if (node == null) {
                levels.pop();
                visitor.left(level.path, level.tree);
                continue;
            }
            EntryPath path = level.path.child(node.name());
            visitor.entry(path, node, level.tree);
            if (node.type() == NodeType.DIRECTORY && node.subtree() != null) {
                enter(path, node.subtree());
            }
        }
    }

    private Node next(Level level) {
        try {
            return level.nodes.hasNext() ? level.nodes.next() : null;
        } catch (FormatException e) {
            visitor.damaged(level.path, level.tree, e);
            return null;
        }
    }

    private void enter(EntryPath path, Id tree) {
        if (!visitor.enters(path, tree)) {
            return;
        }
        Iterator<Node> nodes = Collections.emptyIterator();
        try {
            demandDepth(tree);
            nodes = index.tree(tree).iterator();
        } catch (DamagedException | FormatException e) {
            visitor.damaged(path, tree, e);
        }
        levels.push(new Level(path, tree, nodes));
    }

    private void demandDepth(Id tree) {
        if (levels.size() > DEEPEST) {
            throw new DamagedException("tree " + tree.shortName() + " lies deeper than " + DEEPEST + " directories");
        }
    }
}
