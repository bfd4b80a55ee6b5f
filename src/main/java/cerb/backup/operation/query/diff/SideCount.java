package cerb.backup.operation.query.diff;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.BlobType;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.index.BlobMarks;

/** Counts the entries that only one side has, and marks the blobs of all its entries in directories that differ. */
final class SideCount {
    private final BlobMarks blobs;
    private long files;
    private long dirs;
    private long others;
    private long missing;

    SideCount(IndexedRepository index) {
        this.blobs = index.marks();
    }

    /** An entry that the other side has not. */
    void entry(Node node) {
        switch (node.type()) {
            case FILE -> files++;
            case DIRECTORY -> dirs++;
            default -> others++;
        }
        blobs(node);
    }

    /** The blobs of an entry, whether or not the other side has it. */
    void blobs(Node node) {
        if (node.content() != null) {
            node.content().forEach(id -> mark(BlobHandle.data(id)));
        }
        if (node.subtree() != null) {
            tree(node.subtree());
        }
    }

    void tree(Id tree) {
        mark(BlobHandle.tree(tree));
    }

    private void mark(BlobHandle blob) {
        missing += blobs.mark(blob) == BlobMarks.Mark.MISSING ? 1 : 0;
    }

    long missing() {
        return missing;
    }

    /** The count, with the blobs that the other side has not marked. */
    DiffSummary.Side without(SideCount other) {
        long[] sums = new long[3];
        blobs.forEach(blob -> {
            if (!other.blobs.contains(blob.handle())) {
                sums[blob.handle().type() == BlobType.TREE ? 1 : 0]++;
                sums[2] += blob.rawLength();
            }
        });
        return new DiffSummary.Side(files, dirs, others, sums[0], sums[1], sums[2]);
    }
}
