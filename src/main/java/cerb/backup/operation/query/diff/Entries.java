package cerb.backup.operation.query.diff;

import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.shared.DamagedException;
import java.util.Collections;
import java.util.Iterator;

/** The entries of a directory one by one, in the order of their names, which is made sure of: two directories that are out of order cannot be compared so. */
final class Entries {
    private final Id tree;
    private final Iterator<Node> nodes;
    private Node next;

    private Entries(Id tree, Iterator<Node> nodes) {
        this.tree = tree;
        this.nodes = nodes;
        advance(null);
    }

    static Entries of(IndexedRepository index, Id tree) {
        return new Entries(tree, index.tree(tree).iterator());
    }

    static Entries none() {
        return new Entries(null, Collections.emptyIterator());
    }

    /** The next entry, or null at the end. */
    Node peek() {
        return next;
    }

    Node take() {
        Node taken = next;
        advance(taken);
        return taken;
    }

    private void advance(Node last) {
        try {
            next = nodes.hasNext() ? nodes.next() : null;
        } catch (FormatException e) {
            throw new DamagedException("tree " + tree.shortName() + " is damaged: " + e.getMessage() + ". Run check.", e);
        }
        if (last != null && next != null && last.name().compareTo(next.name()) >= 0) {
            throw new DamagedException("tree " + tree.shortName() + " is not in the order of names at " + next.name() + ". Run check, and compare with another snapshot.");
        }
    }
}
