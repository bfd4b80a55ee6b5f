package cerb.backup.repository.index;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.PackedBlob;
import java.util.BitSet;
import java.util.function.Consumer;

/**
 * A set of blobs of one index, one bit an entry: what a walk over all snapshots has met, in 250 KB for two million blobs. A blob with
 * several copies is one member. Blobs that the index gets later can be marked too. For one thread.
 */
public final class BlobMarks {
    /** What came of marking a blob. */
    public enum Mark {
        /** It was not marked before. */
        NEW,
        /** It was marked before. */
        KNOWN,
        /** The index does not name it, so it cannot be marked. */
        MISSING
    }

    private final BlobIndex index;
    private final BitSet marked = new BitSet();

    BlobMarks(BlobIndex index) {
        this.index = index;
    }

    /** Marks a blob. */
    public Mark mark(BlobHandle blob) {
        int entry = index.first(blob);
        if (entry < 0) {
            return Mark.MISSING;
        }
        if (marked.get(entry)) {
            return Mark.KNOWN;
        }
        marked.set(entry);
        return Mark.NEW;
    }

    /** Tells whether a blob is marked. */
    public boolean contains(BlobHandle blob) {
        int entry = index.first(blob);
        return entry >= 0 && marked.get(entry);
    }

    /** Goes through the blobs that are marked, each once, as their first copies lie in their packs. */
    public void forEach(Consumer<PackedBlob> blob) {
        marked.stream().mapToObj(index::blob).forEach(blob);
    }

    /** Returns the number of blobs that are marked. */
    public int size() {
        return marked.cardinality();
    }

    /** Tells whether the marks are of this index; after one was built anew they are of no use. */
    public boolean areOf(BlobIndex other) {
        return index == other;
    }
}
