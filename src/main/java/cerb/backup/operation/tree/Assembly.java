package cerb.backup.operation.tree;

import cerb.backup.format.Id;
import cerb.backup.repository.RepositoryWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Writes directories in the order in which they were left, so each after all those below it, and lets only so many nodes wait. For one
 * thread: the walk's.
 */
final class Assembly {
    private static final int MAXIMUM_WAITING = 1000;

    private record Closed(PendingTree tree, CompletableFuture<Id> id) { }

    private final RepositoryWriter writer;
    private final Deque<Closed> closed = new ArrayDeque<>();
    private int waiting;

    Assembly(RepositoryWriter writer) {
        this.writer = writer;
    }

    /** Takes a directory to which nothing will be added; the supplier knows its tree's id once {@link #finish} or {@link #relieve} came so far. */
    Supplier<Id> close(PendingTree tree) {
        var id = new CompletableFuture<Id>();
        closed.add(new Closed(tree, id));
        waiting += tree.waiting();
        // What nothing is waited for need not wait: a walk that finds nothing changed would keep all trees.
        while (waiting > MAXIMUM_WAITING || !closed.isEmpty() && closed.peek().tree.waiting() == 0) {
            finishOldest();
        }
        return id::join;
    }

    /** Waits for nodes of a directory that is still being listed, if too many of them wait. */
    void relieve(PendingTree open) {
        if (open.waiting() > MAXIMUM_WAITING) {
            // the directory's own first node may be one of these
            finish();
            while (open.waiting() > MAXIMUM_WAITING / 2) {
                open.settleFirst();
            }
        }
    }

    /** Writes all directories that were closed. */
    void finish() {
        while (!closed.isEmpty()) {
            finishOldest();
        }
    }

    private void finishOldest() {
        Closed oldest = closed.remove();
        waiting -= oldest.tree.waiting();
        oldest.id.complete(writer.storeTree(oldest.tree.finish()));
    }
}
