package cerb.backup.repository.write;

import cerb.backup.format.BlobType;

/**
 * What a writer has added: only blobs that were in no index and not stored by it before.
 *
 * @param dataBlobs new data blobs
 * @param treeBlobs new tree blobs
 * @param rawBytes their bytes
 * @param storedBytes their bytes compressed and encrypted
 */
public record WriteStatistics(long dataBlobs, long treeBlobs, long rawBytes, long storedBytes) {
    /** Counts blobs of several threads. */
    static final class Counter {
        private WriteStatistics sum = new WriteStatistics(0, 0, 0, 0);

        synchronized void count(BlobType type, int raw, int stored) {
            int tree = type == BlobType.TREE ? 1 : 0;
            sum = new WriteStatistics(sum.dataBlobs + 1 - tree, sum.treeBlobs + tree, sum.rawBytes + raw,
                    sum.storedBytes + stored);
        }

        synchronized WriteStatistics statistics() {
            return sum;
        }
    }
}
