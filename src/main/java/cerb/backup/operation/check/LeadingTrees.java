package cerb.backup.operation.check;

import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.shared.DamagedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;

/** Tells which trees hold, or lead to, what is looked for. Each tree is judged once; without recursion, since a tree may be deep. */
final class LeadingTrees {
    /** A tree that is being judged. */
    private static final class Frame {
        private final Id tree;
        private final Iterator<Id> subtrees;
        private boolean leads;

        Frame(Id tree, Set<Id> subtrees, boolean leads) {
            this.tree = tree;
            this.subtrees = subtrees.iterator();
            this.leads = leads;
        }
    }

    private final IndexedRepository index;
    private final BiPredicate<Id, List<Node>> holds;
    private final Map<Id, Boolean> judged = new HashMap<>();

    /** Looks for trees that hold something themselves, by their id and nodes. */
    LeadingTrees(IndexedRepository index, BiPredicate<Id, List<Node>> holds) {
        this.index = index;
        this.holds = holds;
    }

    /** Whether a tree, or one below it, holds it: judged after all below it. */
    boolean lead(Id root) {
        Deque<Frame> frames = new ArrayDeque<>();
        if (!judged.containsKey(root)) {
            frames.push(frame(root));
        }
        while (!frames.isEmpty()) {
            Frame frame = frames.peek();
            if (!frame.subtrees.hasNext()) {
                frames.pop();
                judged.put(frame.tree, frame.leads);
                if (!frames.isEmpty()) {
                    frames.peek().leads |= frame.leads;
                }
                continue;
            }
            Id subtree = frame.subtrees.next();
            if (judged.containsKey(subtree)) {
                frame.leads |= judged.get(subtree);
            } else {
                frames.push(frame(subtree));
            }
        }
        return judged.get(root);
    }

    private Frame frame(Id tree) {
        List<Node> nodes = nodes(tree);
        Set<Id> subtrees = new LinkedHashSet<>();
        nodes.stream().map(Node::subtree).filter(Objects::nonNull).forEach(subtrees::add);
        return new Frame(tree, subtrees, holds.test(tree, nodes));
    }

    /** The nodes of a tree; those before the damage, where it is damaged. */
    List<Node> nodes(Id tree) {
        List<Node> nodes = new ArrayList<>();
        try {
            index.tree(tree).forEach(nodes::add);
        } catch (DamagedException | FormatException e) {
            return nodes; // it is among the lost, and named as such
        }
        return nodes;
    }
}
