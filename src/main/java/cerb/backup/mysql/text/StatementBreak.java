package cerb.backup.mysql.text;

import java.util.zip.CRC32C;

/**
 * Decides where INSERT statements end: after about half a mebibyte, at a row whose key's hash falls below a bound that grows with the row's length. The
 * decision is the row's own, so it stays where it is when other rows change.
 */
final class StatementBreak {
    /** Well below the least {@code max_allowed_packet} in use (4 MiB), and long enough that the statement costs little. */
    static final int AVERAGE = 512 << 10;
    static final int LONGEST = 2 << 20;

    /** Every so many statements one ends where a part may end, too: from 4 MiB on, that is 4 MiB further on average. */
    private static final int STATEMENTS_A_PART = 8;

    private final CRC32C crc = new CRC32C();
    private boolean endsPart;

    /** True if the statement ends after this row, whose key is at {@code keyStart} to {@code keyEnd}. */
    boolean isAfter(byte[] bytes, int keyStart, int keyEnd, int rowLength) {
        crc.reset();
        crc.update(bytes, keyStart, keyEnd - keyStart);
        long bound = ((long) rowLength << 32) / AVERAGE;
        long hash = mix(crc.getValue());
        endsPart = hash < bound / STATEMENTS_A_PART;
        return hash < bound;
    }

    /** True if a part that is long enough may end after the row asked about last. */
    boolean endsPart() {
        return endsPart;
    }

    /** Spreads the CRC, which is linear, over all 32 bits (MurmurHash3's finalizer). */
    private static long mix(long crc) {
        int h = (int) crc;
        h = (h ^ (h >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return (h ^ (h >>> 16)) & 0xffffffffL;
    }
}
