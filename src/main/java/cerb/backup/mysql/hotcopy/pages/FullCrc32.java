package cerb.backup.mysql.hotcopy.pages;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** MariaDB's {@code full_crc32}, its default since 10.5. */
final class FullCrc32 implements PageFormat {
    private static final int TYPE_AT = 24;
    private static final int COMPRESSED = 0x8000;

    @Override
    public Verdict judge(byte[] bytes, int at, int size) {
        ByteBuffer page = ByteBuffer.wrap(bytes);
        if ((page.getShort(at + TYPE_AT) & COMPRESSED) != 0) {
            return Verdict.UNKNOWN;
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, at, size - Integer.BYTES);
        return (int) crc.getValue() == page.getInt(at + size - Integer.BYTES) ? Verdict.SOUND : Verdict.DAMAGED;
    }
}
