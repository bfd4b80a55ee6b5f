package cerb.backup.operation.tree;

import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeName;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.shared.DamagedException;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * What the base trees hold of one directory, in the order of names. Normally there is one base; the walk after a dump has a second one when
 * a checkpoint was taken while the dump ran. The nodes are read one by one, since a directory may have a million.
 */
final class BaseDirectory {
    /** An entry that at least one base holds. */
    record Entry(NodeName name, Node first, Node second) {
        Node any() {
            return first != null ? first : second;
        }

        /** The subtree of the entry in the first and the second base; null where it is none. */
        Id firstTree() {
            return first == null ? null : first.subtree();
        }

        Id secondTree() {
            return second == null ? null : second.subtree();
        }
    }

    private final Iterator<Node> first;
    private final Iterator<Node> second;
    private Node nextFirst;
    private Node nextSecond;

    private BaseDirectory(Iterator<Node> first, Iterator<Node> second) {
        this.first = first;
        this.second = second;
        nextFirst = advance(first);
        nextSecond = advance(second);
    }

    /**
     * The directory whose trees these are; null stands for a base that does not hold it.
     *
     * @param lost told of a tree that cannot be read: of what it held, nothing is known
     */
    static BaseDirectory of(IndexedRepository index, Id first, Id second, Consumer<DamagedException> lost) {
        return new BaseDirectory(nodes(index, first, lost), nodes(index, second == null || second.equals(first) ? null : second, lost));
    }

    private static Iterator<Node> nodes(IndexedRepository index, Id tree, Consumer<DamagedException> lost) {
        if (tree == null) {
            return Collections.emptyIterator();
        }
        try {
            return index.tree(tree).iterator();
        } catch (DamagedException e) {
            lost.accept(e);
            return Collections.emptyIterator();
        }
    }

    private static Node advance(Iterator<Node> nodes) {
        return nodes.hasNext() ? nodes.next() : null;
    }

    /** The name of the next entry, or null after the last. */
    NodeName nextName() {
        if (nextFirst == null || nextSecond == null) {
            Node only = nextFirst != null ? nextFirst : nextSecond;
            return only == null ? null : only.name();
        }
        return nextFirst.name().compareTo(nextSecond.name()) <= 0 ? nextFirst.name() : nextSecond.name();
    }

    /** The next entry. */
    Entry next() {
        NodeName name = nextName();
        Node inFirst = nextFirst != null && nextFirst.name().equals(name) ? nextFirst : null;
        Node inSecond = nextSecond != null && nextSecond.name().equals(name) ? nextSecond : null;
        nextFirst = inFirst != null ? advance(first) : nextFirst;
        nextSecond = inSecond != null ? advance(second) : nextSecond;
        return new Entry(name, inFirst, inSecond);
    }
}
