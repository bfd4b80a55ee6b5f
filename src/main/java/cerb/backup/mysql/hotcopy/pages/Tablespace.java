package cerb.backup.mysql.hotcopy.pages;

import cerb.backup.mysql.hotcopy.pages.PageFormat.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A file of InnoDB's. */
public final class Tablespace {
    private static final int BUFFER = 1 << 20;
    private static final int MOST_NAMED = 5;
    /** Of the header in page 0. */
    private static final int FLAGS_AT = 54;
    private static final int FULL_CRC32 = 1 << 4;
    /** Of a file without {@link #FULL_CRC32}: its pages are compressed ones of ROW_FORMAT=COMPRESSED. */
    private static final int COMPRESSED_SIZE = 0xF << 1;

    private final int pageSize;
    private final List<Long> damaged = new ArrayList<>();
    private long more;
    private long unknown;

    private Tablespace(int pageSize) {
        this.pageSize = pageSize;
    }

    /** Reads a file to its end, which takes memory for a mebibyte; {@code pageSize} is the server's {@code innodb_page_size}. */
    public static PageReport check(Path file, int pageSize) throws IOException {
        Tablespace space = new Tablespace(pageSize);
        byte[] buffer = new byte[Math.max(BUFFER, pageSize)];
        try (InputStream in = Files.newInputStream(file)) {
            PageFormat format = null;
            long number = 0;
            for (int length = in.readNBytes(buffer, 0, buffer.length); length >= pageSize; length = in.readNBytes(buffer, 0, buffer.length)) {
                format = format == null ? format(ByteBuffer.wrap(buffer).getInt(FLAGS_AT)) : format;
                for (int at = 0; at + pageSize <= length; at += pageSize) {
                    space.add(number++, isZero(buffer, at, pageSize) ? Verdict.SOUND : format.judge(buffer, at, pageSize));
                }
            }
        }
        return new PageReport(space.damaged, space.more, space.unknown);
    }

    private static PageFormat format(int flags) {
        if ((flags & FULL_CRC32) != 0) {
            return new FullCrc32();
        }
        return (flags & COMPRESSED_SIZE) == 0 ? new SplitChecksum() : (bytes, at, size) -> Verdict.UNKNOWN;
    }

    private static boolean isZero(byte[] bytes, int at, int size) {
        return bytes[at] == 0 && Arrays.equals(bytes, at, at + size - 1, bytes, at + 1, at + size);
    }

    private void add(long number, Verdict verdict) {
        if (verdict == Verdict.UNKNOWN) {
            unknown++;
        } else if (verdict == Verdict.DAMAGED && damaged.size() < MOST_NAMED) {
            damaged.add(number);
        } else if (verdict == Verdict.DAMAGED) {
            more++;
        }
    }
}
