package cerb.backup.operation.query.stats;

import cerb.backup.crypto.Envelope;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.operation.query.EntryPath;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.index.BlobMarks;

/** Counts the blobs that the snapshots need, each once, as they are stored. */
final class RawData implements Counter {
    private final BlobMarks needed;
    private long missing;

    RawData(IndexedRepository index) {
        this.needed = index.marks();
    }

    @Override
    public boolean enters(EntryPath path, Id tree) {
        return needed.mark(BlobHandle.tree(tree)) != BlobMarks.Mark.KNOWN;
    }

    @Override
    public void entry(EntryPath path, Node node, Id parent) {
        if (node.content() != null) {
            node.content().forEach(id -> missing += needed.mark(BlobHandle.data(id)) == BlobMarks.Mark.MISSING ? 1 : 0);
        }
    }

    /** restic counts what encryption adds on both sides of the ratio. */
    @Override
    public Sums sums() {
        long[] sums = new long[4];
        needed.forEach(blob -> {
            long raw = blob.rawLength() + Envelope.OVERHEAD;
            sums[0] += blob.length();
            sums[1] += raw;
            sums[2] += blob.isCompressed() ? blob.length() : 0;
            sums[3] += blob.isCompressed() ? raw : 0;
        });
        return new Sums(sums[0], 0, needed.size(), sums[1], sums[2], sums[3], missing);
    }
}
