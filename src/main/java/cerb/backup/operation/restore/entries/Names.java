package cerb.backup.operation.restore.entries;

import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeName;
import cerb.backup.format.tree.TreeReader;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/**
 * The names of one directory, of which none may come twice: two files of one name would be written into each other, and a link would take the
 * place of a directory. As long as they come in their order, which restic keeps, the last one is enough to tell; from the first one that does
 * not, all are kept, up to {@value #MOST_KEPT}.
 */
final class Names {
    private static final int MOST_KEPT = 200_000;

    private final TreeReader tree;
    private NodeName last;
    private int inOrder;
    private Set<NodeName> known;

    /** The names of a tree, which is read once more where it is not in order. */
    Names(TreeReader tree) {
        this.tree = tree;
    }

    /** What is wrong with the next name, in words that follow it; null if nothing is. */
    String problem(NodeName name) {
        if (known == null) {
            if (last == null || last.compareTo(name) < 0) {
                last = name;
                inOrder++;
                return null;
            }
            known = before();
        }
        if (known.contains(name)) {
            return "is there twice";
        }
        if (known.size() >= MOST_KEPT) {
            return "comes after more than " + MOST_KEPT + " names that are not in order";
        }
        known.add(name);
        return null;
    }

    private Set<NodeName> before() {
        Set<NodeName> names = new HashSet<>();
        Iterator<Node> nodes = tree.iterator();
        while (names.size() < Math.min(inOrder, MOST_KEPT)) {
            names.add(nodes.next().name());
        }
        return names;
    }
}
