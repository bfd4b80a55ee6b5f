package cerb.backup.operation.crosscheck.rows;

import cerb.backup.backend.Digests;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The rows of an application's own query, in any order: of each the hashes of its path and of itself, its size and its SHA-1. What a row is called is not kept, since whoever
 * has to tell of it asks for it again. Filled by one thread, then read by one.
 */
public final class FileReferences {
    private static final int SHA1 = Digests.SHA1_BYTES;

    private long[] paths = new long[256];
    private long[] rows = new long[256];
    private long[] sizes = new long[256];
    private byte[] hashes;
    /** The next row of the same path. */
    private int[] next = new int[256];
    /** The last row of a path, plus one: linear probing in a table that is at most half full. */
    private int[] slots = new int[512];
    private int count;
    private long empty;
    private boolean isAsked;

    /** Asks for the rows. Throws what the source throws: then none is kept. */
    public void ask(RowSource source) throws Exception {
        isAsked = source.all(RowSource.OWN_QUERY, row -> add(FileReference.of(row)));
    }

    /** Keeps a row. */
    void add(FileReference row) {
        if (row.path().length == 0) {
            empty++;
            return;
        }
        if (count == paths.length) {
            grow(count * 2);
        }
        paths[count] = row.pathHash();
        rows[count] = row.rowHash();
        sizes[count] = row.size();
        if (!row.sha1().isEmpty()) {
            hashes = hashes == null ? new byte[paths.length * SHA1] : hashes;
            System.arraycopy(HexFormat.of().parseHex(row.sha1()), 0, hashes, count * SHA1, SHA1);
        }
        int slot = slot(paths[count]);
        next[count] = slots[slot] - 1;
        slots[slot] = ++count;
    }

    private void grow(int capacity) {
        paths = Arrays.copyOf(paths, capacity);
        rows = Arrays.copyOf(rows, capacity);
        sizes = Arrays.copyOf(sizes, capacity);
        next = Arrays.copyOf(next, capacity);
        hashes = hashes == null ? null : Arrays.copyOf(hashes, capacity * SHA1);
        slots = new int[capacity * 2];
        for (int row = 0; row < count; row++) {
            slots[slot(paths[row])] = row + 1;
        }
    }

    private int slot(long path) {
        int at = (int) path & slots.length - 1;
        while (slots[at] != 0 && paths[slots[at] - 1] != path) {
            at = at + 1 & slots.length - 1;
        }
        return at;
    }

    /** Whether there is a query, and it was asked: without one, no row says nothing. */
    public boolean isAsked() {
        return isAsked;
    }

    /** Rows that say that nothing is stored, which are not kept. */
    public long empty() {
        return empty;
    }

    /** How many are kept. */
    public int count() {
        return count;
    }

    /** A row of this path, or a negative number. */
    public int first(byte[] path) {
        return slots[slot(FileReference.hash(path))] - 1;
    }

    /** Another row of the same path, or a negative number. */
    public int next(int row) {
        return next[row];
    }

    /** As {@link FileReference#rowHash()}. */
    public long rowHash(int row) {
        return rows[row];
    }

    /** As {@link FileReference#size()}. */
    public long size(int row) {
        return sizes[row];
    }

    /** As {@link FileReference#sha1()}. */
    public String sha1(int row) {
        if (hashes == null) {
            return "";
        }
        String sha1 = HexFormat.of().formatHex(hashes, row * SHA1, (row + 1) * SHA1);
        return sha1.chars().allMatch(digit -> digit == '0') ? "" : sha1;
    }

    /** Forgets everything. */
    public void clear() {
        count = 0;
        empty = 0;
        hashes = null;
        isAsked = false;
        Arrays.fill(slots, 0);
    }
}
