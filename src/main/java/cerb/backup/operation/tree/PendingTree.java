package cerb.backup.operation.tree;

import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.TreeWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * A directory that is being written. Nodes that are ready are written at once when nothing before them is missing; others wait, as the
 * suppliers that will know them. For one thread.
 */
final class PendingTree {
    private final TreeWriter writer = new TreeWriter();
    private final Deque<Supplier<Node>> waiting = new ArrayDeque<>();

    /** Adds a node that is known. */
    void add(Node node) {
        if (waiting.isEmpty()) {
            writer.add(node);
        } else {
            waiting.add(() -> node);
        }
    }

    /** Adds a node that the supplier will know, or null where there will be none. */
    void add(Supplier<Node> node) {
        waiting.add(node);
    }

    /** How many nodes wait. */
    int waiting() {
        return waiting.size();
    }

    /** Waits for the first node that is waited for. */
    void settleFirst() {
        Node node = waiting.remove().get();
        if (node != null) {
            writer.add(node);
        }
    }

    /** Waits for all nodes and returns the tree's bytes. */
    byte[] finish() {
        while (!waiting.isEmpty()) {
            settleFirst();
        }
        return writer.finish();
    }

    /** Whether no node was written. */
    boolean isEmpty() {
        return writer.count() == 0;
    }
}
