package cerb.backup.chunker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds line ends eight bytes at a time. */
final class LineEnd {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long NEWLINES = ONES * '\n';

    private LineEnd() {
    }

    /** Returns the offset behind the first line end from {@code from}, or {@code to} if there is none before it. */
    static int find(byte[] bytes, int from, int to) {
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long differences = (long) LONGS.get(bytes, i) ^ NEWLINES;
            // A byte that is zero borrows; the lowest set bit is exact (H. S. Warren, "Hacker's Delight", 6-1).
            long zeros = differences - ONES & ~differences & HIGH_BITS;
            if (zeros != 0) {
                return i + (Long.numberOfTrailingZeros(zeros) >>> 3) + 1;
            }
        }
        while (i < to && bytes[i] != '\n') {
            i++;
        }
        return Math.min(i + 1, to);
    }
}
