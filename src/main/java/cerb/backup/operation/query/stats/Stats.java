package cerb.backup.operation.query.stats;

import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.operation.query.EntryPath;
import cerb.backup.operation.query.TreeWalk;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.StoredSnapshot;
import java.util.List;
import java.util.function.BiConsumer;

/** Counts what snapshots hold. For one thread. */
public final class Stats {
    private final IndexedRepository index;
    private final BiConsumer<EntryPath, RuntimeException> damaged;

    /**
     * Prepares.
     *
     * @param index   the index, loaded after the snapshots were
     * @param damaged told of each directory that cannot be read, or not to its end; what it holds is not counted
     */
    public Stats(IndexedRepository index, BiConsumer<EntryPath, RuntimeException> damaged) {
        this.index = index;
        this.damaged = damaged;
    }

    /** Counts. */
    public Sums run(List<StoredSnapshot> snapshots, StatsMode mode) {
        Counter counter = switch (mode) {
            case RESTORE_SIZE -> new RestoreSize();
            case FILES_BY_CONTENTS -> new UniqueFiles(index, false);
            case BLOBS_PER_FILE -> new UniqueFiles(index, true);
            case RAW_DATA -> new RawData(index);
        };
        for (StoredSnapshot snapshot : snapshots) {
            Id root = snapshot.snapshot().tree();
            counter.begin(root);
            TreeWalk.run(index, EntryPath.ROOT, root, new Tolerant(counter));
        }
        return counter.sums();
    }

    /** Goes on where a directory cannot be read. */
    private final class Tolerant implements TreeWalk.Visitor {
        private final Counter counter;

        Tolerant(Counter counter) {
            this.counter = counter;
        }

        @Override
        public void entry(EntryPath path, Node node, Id parent) {
            counter.entry(path, node, parent);
        }

        @Override
        public boolean enters(EntryPath path, Id tree) {
            return counter.enters(path, tree);
        }

        @Override
        public void left(EntryPath path, Id tree) {
            counter.left(path, tree);
        }

        @Override
        public void damaged(EntryPath path, Id tree, RuntimeException problem) {
            damaged.accept(path, problem);
        }
    }
}
