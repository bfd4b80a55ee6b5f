package cerb.backup.operation.crosscheck.rows;

import cerb.backup.backend.Digests;
import cerb.backup.mysql.rows.RowListener;
import cerb.backup.mysql.schema.Column;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The objects in a namespace's own table, as a dump has them: how many pieces, how many bytes, and the SHA-1 where an object's pieces were read one after the
 * other. A table of MyISAM from which rows were deleted may hold them in any order; they are complete all the same. Thread-safe.
 */
public final class DatabaseObjects {
    private static final int SHA1 = Digests.SHA1_BYTES;

    private final boolean hashed;
    private final MessageDigest digest = sha1();
    private int[] slots = new int[512];
    private int[] ids = new int[256];
    private int[] sizes = new int[256];
    private int[] sums = new int[256];
    private char[] pieces = new char[256];
    private char[] last = new char[256];
    private byte[] hashes;
    private int count;
    /** The object whose pieces are being digested, or -1. */
    private int running = -1;

    DatabaseObjects(boolean hashed) {
        this.hashed = hashed;
        this.hashes = new byte[hashed ? 256 * SHA1 : 0];
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }

    RowListener listen(List<Column> columns) {
        List<String> names = columns.stream().map(Column::name).toList();
        int id = names.indexOf("id");
        int data = names.indexOf("data");
        int chunk = names.indexOf("chunk");
        return row -> add(number(row.value(id)), chunk < 0 ? 1 : number(row.value(chunk)), row.value(data));
    }

    private static long number(byte[] value) {
        return value == null ? 1 : Long.parseLong(new String(value, StandardCharsets.US_ASCII));
    }

    /** A piece, counted from 1. */
    synchronized void add(long id, long chunk, byte[] data) {
        int at = slot(id);
        if (slots[at] == 0) {
            append((int) id);
            at = slot(id);
            slots[at] = count;
        }
        int object = slots[at] - 1;
        int length = data == null ? 0 : data.length;
        if (hashed) {
            digest(object, chunk, data);
        }
        sizes[object] += length;
        sums[object] += (int) chunk;
        pieces[object]++;
        last[object] = (char) Math.max(last[object], chunk);
    }

    /** An object, of which its {@code id}, {@code pieces}, {@code chunks}, {@code last} and {@code bytes} were asked, and nothing is known yet. */
    synchronized void add(Map<String, Object> row) {
        Columns columns = new Columns(row);
        long id = columns.number("id", 0);
        append((int) id);
        slots[slot(id)] = count;
        int object = count - 1;
        sizes[object] = (int) columns.number("bytes", 0);
        sums[object] = (int) columns.number("chunks", 0);
        pieces[object] = (char) columns.number("pieces", 0);
        last[object] = (char) columns.number("last", 0);
    }

    /** Before the piece is counted. */
    private void digest(int object, long chunk, byte[] data) {
        if (object != running) {
            endDigest();
            running = chunk == 1 && pieces[object] == 0 ? object : -1;
        } else if (chunk != pieces[object] + 1) {
            digest.reset();
            running = -1;
        }
        if (running >= 0 && data != null) {
            digest.update(data);
        }
        if (running < 0) {
            // what was digested of it before is not all of it
            Arrays.fill(hashes, object * SHA1, (object + 1) * SHA1, (byte) 0);
        }
    }

    private void endDigest() {
        if (running >= 0) {
            System.arraycopy(digest.digest(), 0, hashes, running * SHA1, SHA1);
            running = -1;
        }
    }

    private void append(int id) {
        if (count == ids.length) {
            int capacity = count * 2;
            ids = Arrays.copyOf(ids, capacity);
            sizes = Arrays.copyOf(sizes, capacity);
            sums = Arrays.copyOf(sums, capacity);
            pieces = Arrays.copyOf(pieces, capacity);
            last = Arrays.copyOf(last, capacity);
            hashes = hashed ? Arrays.copyOf(hashes, capacity * SHA1) : hashes;
            slots = new int[capacity * 2];
            for (int object = 0; object < count; object++) {
                slots[slot(ids[object])] = object + 1;
            }
        }
        ids[count++] = id;
    }

    /** Where an object's number plus one stands, or is to stand: linear probing in a table that is at most half full. */
    private int slot(long id) {
        int mask = slots.length - 1;
        int at = (int) id * 0x9E3779B9 >>> 7 & mask;
        while (slots[at] != 0 && ids[slots[at] - 1] != (int) id) {
            at = at + 1 & mask;
        }
        return at;
    }

    /**
     * An object.
     *
     * @param bytes its bytes, of all pieces
     * @param whole whether it has the pieces 1 to n, each once
     * @param sha1  its SHA-1 in lower case; empty where it is not known
     */
    public record StoredObject(long bytes, boolean whole, String sha1) { }

    /** The object of this id, or null. */
    public synchronized StoredObject find(long id) {
        endDigest();
        int object = slots[slot(id)] - 1;
        if (object < 0) {
            return null;
        }
        int n = pieces[object];
        String sha1 = hashed ? HexFormat.of().formatHex(hashes, object * SHA1, (object + 1) * SHA1) : "";
        return new StoredObject(Integer.toUnsignedLong(sizes[object]), last[object] == n && sums[object] == (int) ((long) n * (n + 1) / 2),
                sha1.chars().allMatch(digit -> digit == '0') ? "" : sha1);
    }

    /** How many there are. */
    public synchronized int count() {
        return count;
    }
}
