package cerb.backup.mysql.hotcopy.pages;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.zip.CRC32C;

/** The checksums {@code crc32}, {@code innodb} and {@code none}: a server of one of them leaves the pages of another as they are, so each page may have its own. */
final class SplitChecksum implements PageFormat {
    private static final int NUMBER_AT = 4;
    /** The low half of the log sequence number, which the last four bytes repeat. */
    private static final int LSN_AT = 20;
    private static final int TYPE_AT = 24;
    private static final int FLUSH_LSN_AT = 26;
    private static final int DATA_AT = 38;
    private static final int TRAILER = 8;

    /** MySQL: compressed, encrypted, both, encrypted R-tree; MariaDB: compressed, both. */
    private static final Set<Integer> OTHERS = Set.of(14, 15, 16, 17, 34354, 37401);

    /** BUF_NO_CHECKSUM_MAGIC. */
    private static final int NONE = 0xDEADBEEF;

    @Override
    public Verdict judge(byte[] bytes, int at, int size) {
        ByteBuffer page = ByteBuffer.wrap(bytes);
        if (OTHERS.contains(Short.toUnsignedInt(page.getShort(at + TYPE_AT)))) {
            return Verdict.UNKNOWN;
        }
        int lsn = page.getInt(at + LSN_AT);
        int first = page.getInt(at);
        int second = page.getInt(at + size - TRAILER);
        if (lsn != page.getInt(at + size - Integer.BYTES)) {
            return Verdict.DAMAGED;
        }
        boolean isNone = first == NONE && second == NONE;
        return isNone || isCrc32(bytes, at, size, first, second) || isInnodb(bytes, at, size, first, second, lsn) ? Verdict.SOUND : Verdict.DAMAGED;
    }

    private static boolean isCrc32(byte[] bytes, int at, int size, int first, int second) {
        return first == second && first == (crc(bytes, at + NUMBER_AT, FLUSH_LSN_AT - NUMBER_AT) ^ crc(bytes, at + DATA_AT, size - DATA_AT - TRAILER));
    }

    private static int crc(byte[] bytes, int at, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, at, length);
        return (int) crc.getValue();
    }

    /** The second one was once that of the page's begin, and for long the sequence number. */
    private static boolean isInnodb(byte[] bytes, int at, int size, int first, int second, int lsn) {
        return (second == lsn || second == (int) Fold.of(bytes, at, FLUSH_LSN_AT))
                && first == (int) (Fold.of(bytes, at + NUMBER_AT, FLUSH_LSN_AT - NUMBER_AT) + Fold.of(bytes, at + DATA_AT, size - DATA_AT - TRAILER));
    }

    /** {@code ut_fold_binary} of both servers' {@code ut0rnd}. */
    private static final class Fold {
        private static final long MASK = 1463735687;
        private static final long MASK_2 = 1653893711;

        static long of(byte[] bytes, int at, int length) {
            long fold = 0;
            for (int i = at; i < at + length; i++) {
                long next = bytes[i] & 0xFF;
                fold = (((fold ^ next ^ MASK_2) << 8) + fold ^ MASK) + next;
            }
            return fold;
        }
    }
}
