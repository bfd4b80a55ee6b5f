package cerb.backup.mysql.text;

import cerb.backup.mysql.schema.Table;
import java.util.zip.CRC32C;

/** Sum of a 64-bit hash of each row's text, so that neither the order of rows nor the borders of chunks matter. Finds differences, not forgeries. */
public final class RowChecksum {
    /** Names the text, and has to change whenever a value of any type is written otherwise: sums over other texts cannot be compared. */
    private static final String TEXT = "b:";
    /** The same of a table that holds JSON, whose numbers are summed up as doubles where a server makes such of them ({@link JsonText}). */
    private static final String TEXT_AND_JSON = "j:";

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

    /** A sum as reports and manifests have it: the name of the text, and 16 hex digits. */
    public static String printed(Table table, long sum) {
        return text(table) + "%016x".formatted(sum);
    }

    /** Whether a printed sum, which may be one of an older version, is over the text of the table's rows that this version sums up. */
    public static boolean isComparable(Table table, String printed) {
        return printed.startsWith(text(table));
    }

    private static String text(Table table) {
        return table.holdsJson() ? TEXT_AND_JSON : TEXT;
    }

    /** Spreads CRC and length over 64 bits (SplitMix64's finalizer). */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
