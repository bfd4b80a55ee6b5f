package cerb.backup.mysql.text;

import java.util.zip.CRC32C;

/** Sum of a 64-bit hash of each row's text, so that neither the order of rows nor the borders of chunks matter. Finds differences, not forgeries. */
public final class RowChecksum {
    private final CRC32C crc = new CRC32C();
    private long sum;

    void add(byte[] bytes, int offset, int length) {
        crc.reset();
        crc.update(bytes, offset, length);
        sum += mix(crc.getValue() | (long) length << 32);
    }

    /** The sum so far; sums of parts add up to that of the whole, modulo 2^64. */
    public long sum() {
        return sum;
    }

    /** Spreads CRC and length over 64 bits (SplitMix64's finalizer). */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
