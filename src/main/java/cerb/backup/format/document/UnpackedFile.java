package cerb.backup.format.document;

import cerb.backup.format.FormatException;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * The plaintext of files that lie outside of packs: index, snapshot, lock (restic design, Unpacked Data Format). It is
 * {@code 0x02} and a zstd frame of the JSON, or, as version 1 wrote it, the JSON itself.
 */
public final class UnpackedFile {

    /** Most bytes of JSON that are read of a snapshot: one that was given 100,000 paths has some 10 MiB. */
    public static final int MAXIMUM_SNAPSHOT = 16 << 20;

    /** Most bytes of JSON that are read of a lock. */
    public static final int MAXIMUM_LOCK = 64 << 10;

    /** Most bytes of JSON that are read of an index. Restic's are below 40 MiB. */
    public static final int MAXIMUM_INDEX = 256 << 20;

    /** Most bytes that an index may have as it is stored; as JSON it is never in memory. */
    public static final int MAXIMUM_STORED_INDEX = 64 << 20;

    private static final byte COMPRESSED = 2;
    private static final int LEVEL = 3;
    private static final int MAXIMUM_WINDOW_LOG = 27;

    private UnpackedFile() {
    }

    /** Returns the plaintext that holds {@code json} compressed. */
    public static byte[] wrap(byte[] json) {
        byte[] frame = Zstd.compress(json, LEVEL);
        byte[] plain = new byte[1 + frame.length];
        plain[0] = COMPRESSED;
        System.arraycopy(frame, 0, plain, 1, frame.length);
        return plain;
    }

    /**
     * Returns the JSON that {@code plain} holds.
     *
     * @throws FormatException if it is neither of the two forms, or longer than {@code limit} bytes
     */
    public static byte[] unwrap(byte[] plain, int limit) {
        try (InputStream json = open(plain, limit)) {
            return json.readAllBytes();
        } catch (IOException e) {
            throw new FormatException("a file of metadata does not decompress: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the JSON that {@code plain} holds, as a stream that must be closed. Reading throws an {@link IOException} where decompression
     * fails or more than {@code limit} bytes come.
     *
     * @throws FormatException if it is neither of the two forms
     */
    public static InputStream open(byte[] plain, int limit) {
        int kind = plain.length == 0 ? -1 : plain[0];
        if (kind == '{' || kind == '[') {
            return new Limited(new ByteArrayInputStream(plain), limit);
        }
        if (kind != COMPRESSED) {
            throw new FormatException("a file of metadata is neither JSON nor compressed: it " + (kind < 0 ? "is empty" : "starts with byte " + kind));
        }
        try {
            InputStream frame = new ByteArrayInputStream(plain, 1, plain.length - 1);
            return new Limited(new ZstdInputStreamNoFinalizer(frame).setLongMax(MAXIMUM_WINDOW_LOG), limit);
        } catch (IOException e) {
            throw new FormatException("a file of metadata does not decompress: " + e.getMessage(), e);
        }
    }

    /** Counts what really comes: a small frame can hold gigabytes. */
    private static final class Limited extends FilterInputStream {

        private long left;

        Limited(InputStream in, long limit) {
            super(in);
            left = limit;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            int count = in.read(bytes, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        private void count(int read) throws IOException {
            left -= read;
            if (left < 0) {
                throw new IOException("more bytes than the limit allows");
            }
        }
    }
}
