package cerb.backup.chunker;

/**
 * Cuts the text of a dump between rows: behind the line of a row where a hash of the row's key says so.
 *
 * <p>A row is a line {@code (1,'abc',...),} or {@code (1,'abc',...);}; its key is the first values of it. Whether a row ends a blob depends on
 * its own key and its own length and on nothing before it. So a row that grows, appears or vanishes touches the blob it lies in, and at most the
 * one behind it. Other lines, such as {@code INSERT INTO}, never end a blob. A longer row is more likely to end one, in proportion, so that
 * blobs have the average size whatever the rows are like; but where rows are short, blobs are smaller, down to a sixth: with 1 % of the rows
 * changed at random, a blob of two hundred rows is nearly always touched, and one of thirty one time in three.
 *
 * <p>A blob that reaches 8 MiB ends there, within a row if need be.
 */
public final class RowChunker implements Chunker {

    static final int MAXIMUM = 8 << 20;

    /** The length in bytes from which on a row counts as what it is: 32 of them are a blob of 24 KiB. */
    private static final int SHORT_ROW = 768;
    /** Short rows count as that many times their length at most: compression gains little from less than 4 KiB. */
    private static final int MOST_WEIGHT = 6;

    private final RowKey key;
    private final long averageSize;
    private int size;
    private long line;

    /**
     * Makes a chunker.
     *
     * @param keyColumns  number of values at the start of a row that are its key; 0 for a table without one: then all values are
     * @param averageSize of a blob of rows of {@value #SHORT_ROW} bytes and more, in bytes
     */
    public RowChunker(int keyColumns, int averageSize) {
        if (keyColumns < 0 || averageSize < 1) {
            throw new IllegalArgumentException("no rows can be cut by " + keyColumns + " key columns to " + averageSize + " bytes");
        }
        this.key = keyColumns == 0 ? new WholeRow() : new LeadingValues(keyColumns);
        this.averageSize = averageSize;
    }

    @Override
    public int boundary(byte[] bytes, int offset, int length) {
        int limit = offset + Math.min(length, MAXIMUM - size);
        int from = offset;
        while (from < limit) {
            int keyEnd = key.scan(bytes, from, limit);
            int end = LineEnd.find(bytes, keyEnd, limit);
            line += end - from;
            from = end;
            if (bytes[end - 1] == '\n' && endsRow()) {
                return end(end - offset);
            }
        }
        size += limit - offset;
        return size < MAXIMUM ? -1 : end(limit - offset);
    }

    /** Ends the line; tells whether it was a row that ends its blob. */
    private boolean endsRow() {
        boolean ends = key.isRow() && (key.hash() >>> 32) * averageSize >>> 32 < weight();
        key.reset();
        line = 0;
        return ends;
    }

    private long weight() {
        return line >= SHORT_ROW ? line : Math.min(SHORT_ROW, line * MOST_WEIGHT);
    }

    private int end(int count) {
        size = 0;
        return count;
    }

    @Override
    public void reset() {
        size = 0;
        line = 0;
        key.reset();
    }

    @Override
    public int maximumSize() {
        return MAXIMUM;
    }
}
