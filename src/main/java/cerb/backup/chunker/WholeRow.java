package cerb.backup.chunker;

import java.util.zip.CRC32C;

/** The key of a row that has none: all of it, but for the comma or semicolon at its end, which depends on what follows. */
final class WholeRow implements RowKey {

    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private final CRC32C crc = new CRC32C();
    private boolean isRow;
    private boolean isBegun;
    /** The last byte read, which may be the one at the row's end. */
    private byte held;

    @Override
    public int scan(byte[] bytes, int from, int to) {
        int end = LineEnd.find(bytes, from, to);
        int stop = bytes[end - 1] == '\n' ? end - 1 : end;
        if (stop > from) {
            if (isBegun) {
                crc.update(held);
            } else {
                isRow = bytes[from] == '(';
            }
            isBegun = true;
            crc.update(bytes, from, stop - from - 1);
            held = bytes[stop - 1];
        }
        return stop;
    }

    @Override
    public boolean isRow() {
        return isRow;
    }

    @Override
    public long hash() {
        // the checksum is linear, and has 32 bits only
        long mixed = (crc.getValue() + 1) * PRIME;
        mixed = (mixed ^ mixed >>> 32) * PRIME;
        return mixed ^ mixed >>> 29;
    }

    @Override
    public void reset() {
        crc.reset();
        isRow = false;
        isBegun = false;
    }
}
