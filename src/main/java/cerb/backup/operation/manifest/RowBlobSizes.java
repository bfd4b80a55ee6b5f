package cerb.backup.operation.manifest;

import java.util.HashMap;
import java.util.Map;

/**
 * How large the blobs of each table's text are, from what the last dump recorded.
 *
 * <p>Small blobs, because one changed row stores its whole blob again: with 1 % of the rows changed at random, blobs of
 * 1 MiB store everything again, blobs of some 16 to 32 KiB a fifth. A very large table of which nine tenths were re-used grows at its
 * end only, and gets large blobs, which cost a fraction of the index. Another size moves all borders, so the table is stored
 * again once; therefore the size is kept once it is large, unless most of the table was stored again by a dump that did not
 * change it.
 */
public final class RowBlobSizes {
    /** For tables whose rows change, and for those not seen yet. */
    public static final int SMALL = 24 << 10;
    /** For large tables that only grow. */
    public static final int LARGE = 1 << 20;

    /** Bytes of text, whose small blobs take 11 MB of memory; below it, a day on which the whole table is stored again would gain nothing that counts. */
    private static final long WORTH_STORING_AGAIN = 4L << 30;
    private static final double MOSTLY_REUSED = 0.9;
    private static final double MOSTLY_STORED_AGAIN = 0.5;

    private final Map<String, DatabasePart.TablePart> last = new HashMap<>();

    /** What follows from the last dump; null where there is none. */
    public RowBlobSizes(DatabasePart last) {
        if (last != null) {
            last.tables().forEach(table -> this.last.put(table.name(), table));
        }
    }

    /** The average size in bytes for a table's blobs. */
    public int of(String table) {
        DatabasePart.TablePart before = last.get(table);
        if (before == null) {
            return SMALL;
        }
        if (before.rowBlobSize() < LARGE) {
            return before.bytes() >= WORTH_STORING_AGAIN && before.reused() >= MOSTLY_REUSED ? LARGE : SMALL;
        }
        return !before.recut() && before.reused() < MOSTLY_STORED_AGAIN ? SMALL : LARGE;
    }

    /** Whether that is another size than the last dump's. */
    public boolean recuts(String table) {
        DatabasePart.TablePart before = last.get(table);
        return before != null && before.rowBlobSize() != of(table);
    }
}
