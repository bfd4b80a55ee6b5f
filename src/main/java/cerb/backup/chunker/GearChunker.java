package cerb.backup.chunker;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Cuts files where a gear hash of the last 64 bytes has its highest bits zero (Xia et al., "Ddelta: a deduplication-inspired fast delta
 * compression approach", 2014). Blobs have 512 KiB to 8 MiB, restic's sizes, and 1 MiB on average.
 *
 * <p>Any cut is readable by restic; files up to the minimum are one blob with both. The table of the hash is made from the repository's secret
 * polynomial, so that sizes of blobs do not tell which known file they come from.
 */
public final class GearChunker implements Chunker {

    static final int MINIMUM = 512 << 10;
    static final int MAXIMUM = 8 << 20;

    /** A bit of the hash depends on as many bytes as lie below it: with all of a long's bits that is a window of 64 bytes. */
    private static final int WINDOW = 64;

    /** Behind the minimum one byte in 2^19 ends a blob. */
    private static final int AVERAGE_BITS = 19;
    private static final long MASK = -1L << Long.SIZE - AVERAGE_BITS;

    private final long[] gear;
    private long hash;
    private int size;

    /** Makes a chunker for the repository with this {@code polynomial}, in hexadecimal as its config has it. */
    public GearChunker(String polynomial) {
        gear = gear(polynomial);
    }

    private static long[] gear(String polynomial) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long[] table = new long[256];
            for (int value = 0; value < table.length; value++) {
                digest.update(("cerb-backup gear " + polynomial + " " + value).getBytes(StandardCharsets.US_ASCII));
                table[value] = ByteBuffer.wrap(digest.digest()).getLong();
            }
            return table;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }

    @Override
    public int boundary(byte[] bytes, int offset, int length) {
        int skipped = Math.min(length, Math.max(0, MINIMUM - WINDOW - size));
        int warm = Math.min(length, Math.max(0, MINIMUM - size));
        int last = Math.min(length, MAXIMUM - size);
        for (int i = skipped; i < warm; i++) {
            hash = (hash << 1) + gear[bytes[offset + i] & 0xff];
        }
        int end = scan(bytes, offset + warm, offset + last);
        if (end < 0 && size + last < MAXIMUM) {
            size += length;
            return -1;
        }
        reset();
        return end < 0 ? last : end - offset;
    }

    /** Returns the offset behind the byte that ends the blob, or -1 if it goes on. */
    private int scan(byte[] bytes, int from, int to) {
        long[] table = gear;
        long h = hash;
        for (int i = from; i < to; i++) {
            h = (h << 1) + table[bytes[i] & 0xff];
            if ((h & MASK) == 0) {
                return i + 1;
            }
        }
        hash = h;
        return -1;
    }

    @Override
    public void reset() {
        hash = 0;
        size = 0;
    }

    @Override
    public int maximumSize() {
        return MAXIMUM;
    }
}
