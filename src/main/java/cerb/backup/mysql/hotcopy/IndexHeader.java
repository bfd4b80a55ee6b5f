package cerb.backup.mysql.hotcopy;

import cerb.backup.mysql.hotcopy.files.DataDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The header of a MyISAM index file, from which REPAIR TABLE builds the rest.
 *
 * <p>Its length stands in bytes 6 and 7, high byte first; the keys begin at the next multiple of 1024 (MySQL source, {@code myisamdef.h}). {@code mysqlhotcopy}
 * copied 2048 bytes whatever the header's length, which is too few for a table of many columns and keys.
 */
final class IndexHeader {
    private static final int LENGTH_AT = 6;
    private static final int BLOCK = 1024;

    private IndexHeader() {
    }

    /** Bytes to copy. */
    static long length(Path index) {
        try (InputStream in = Files.newInputStream(index)) {
            byte[] begin = in.readNBytes(LENGTH_AT + Short.BYTES);
            int header = Short.toUnsignedInt(ByteBuffer.wrap(begin).getShort(LENGTH_AT));
            return (header + BLOCK - 1L) / BLOCK * BLOCK;
        } catch (IOException | IndexOutOfBoundsException e) {
            throw DataDirectory.unreachable(index, "is no MyISAM index: " + e);
        }
    }
}
