package cerb.backup.operation.prune;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.query.UnreadableSnapshot;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.report.Progress;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.Repository;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.repository.index.BlobMarks;
import cerb.backup.repository.index.BlobMarks.Mark;
import cerb.backup.repository.shared.DamagedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The blobs that snapshots need: each tree is read once, whatever number of snapshots share it. Iterates: a tree may be deep. */
final class UsedBlobs {
    private final IndexedRepository index;
    private final BlobMarks marks;
    private final Set<Id> snapshots = new HashSet<>();
    private final StageTimer stage;
    private long trees;
    /** How many there are, and perhaps some that no snapshot needs. */
    private final long all;

    UsedBlobs(IndexedRepository index, StageTimer stage) {
        this.index = index;
        this.marks = index.marks();
        this.stage = stage;
        this.all = index.statistics().treeBlobs();
    }

    /**
     * All snapshots of a repository.
     *
     * @throws OperationException if one cannot be read
     */
    static List<StoredSnapshot> snapshots(Repository repository) {
        return repository.snapshots((id, problem) -> {
            throw new OperationException("cannot prune: what snapshot " + id.shortName() + " needs cannot be told, because it cannot be read: " + problem.getMessage(),
                    "Nothing was removed. " + UnreadableSnapshot.remedy(id), problem);
        });
    }

    /**
     * Marks what snapshots need, of which those known already are passed over.
     *
     * @throws OperationException if something of it is missing or cannot be read
     */
    void add(List<StoredSnapshot> all) {
        all.stream().filter(stored -> snapshots.add(stored.id())).forEach(this::add);
    }

    private void add(StoredSnapshot stored) {
        Deque<Id> waiting = new ArrayDeque<>();
        try {
            enter(stored.snapshot().tree(), waiting);
            while (!waiting.isEmpty()) {
                directory(waiting.pop(), waiting);
                stage.progress(new Progress(++trees, all, 0, -1));
            }
        } catch (DamagedException | FormatException e) {
            throw new OperationException("cannot prune: what snapshot " + stored.id().shortName() + " needs cannot be told, because " + e.getMessage(),
                    "Nothing was removed. Run check, and mend the repository or forget the snapshot first.", e);
        }
    }

    private void directory(Id tree, Deque<Id> waiting) {
        for (Node node : index.tree(tree)) {
            if (node.content() != null) {
                node.content().forEach(blob -> mark(BlobHandle.data(blob)));
            }
            if (node.subtree() != null) {
                enter(node.subtree(), waiting);
            }
        }
    }

    private void enter(Id tree, Deque<Id> waiting) {
        if (mark(BlobHandle.tree(tree))) {
            waiting.push(tree);
        }
    }

    private boolean mark(BlobHandle blob) {
        Mark mark = marks.mark(blob);
        if (mark == Mark.MISSING) {
            throw new DamagedException(blob + " is in no index");
        }
        return mark == Mark.NEW;
    }

    boolean contains(BlobHandle blob) {
        return marks.contains(blob);
    }

    /** Whether what is marked holds for the index as it is now. */
    boolean isCurrent() {
        return index.holds(marks);
    }

    long snapshots() {
        return snapshots.size();
    }
}
