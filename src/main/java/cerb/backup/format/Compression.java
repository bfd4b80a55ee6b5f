package cerb.backup.format;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

/**
 * Compresses and decompresses blobs with zstd (restic design, Compression), using its native contexts again and again.
 *
 * <p>Not thread-safe: one per thread. Closing frees the native memory.
 */
public final class Compression implements AutoCloseable {

    /** The longest plaintext of a blob that is decompressed: a directory of a million files has a third of a GiB. */
    public static final int MAXIMUM_BLOB = 1 << 29;

    /** One block of a frame, four bytes at least, gives at most 128 KiB: what claims to hold more is not worth an allocation. */
    private static final long MAXIMUM_RATIO = (128 << 10) / 4;

    private final Level level;
    private final NoiseSample noise = new NoiseSample();
    private final ZstdCompressCtx compressor = new ZstdCompressCtx();
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();

    /** Makes one that compresses at {@code level}; decompression is the same for all. */
    public Compression(Level level) {
        this.level = level;
        compressor.setLevel(level.zstdLevel()).setContentSize(true).setChecksum(false);
    }

    /** Returns the level given. */
    public Level level() {
        return level;
    }

    /** Returns how long a destination must be for {@link #compress} of {@code length} bytes, in bytes. */
    public static int bound(int length) {
        long bound = Zstd.compressBound(length);
        if (bound > Integer.MAX_VALUE) {
            throw new FormatException("a blob of " + length + " bytes is too long to compress");
        }
        return (int) bound;
    }

    /**
     * Compresses {@code length} bytes.
     *
     * @param target has room for {@link #bound} bytes from {@code targetOffset}
     * @return the number of bytes written, or 0 if compression does not make them fewer: then they are to be stored as they are, which every
     *         reader takes. Zero bytes are never compressed, nor are bytes that look random, but at {@link Level#MAX}.
     */
    public int compress(byte[] source, int offset, int length, byte[] target, int targetOffset) {
        if (level != Level.MAX && noise.isNoise(source, offset, length)) {
            return 0;
        }
        int size = compressor.compressByteArray(target, targetOffset, target.length - targetOffset, source, offset, length);
        return size < length ? size : 0;
    }

    /**
     * Decompresses a blob.
     *
     * @param rawLength the length of the plaintext that index or header promise; not more than {@link #MAXIMUM_BLOB}
     * @return exactly {@code rawLength} bytes
     * @throws FormatException if the bytes are not zstd, or the plaintext has another length
     */
    public byte[] decompress(byte[] source, int offset, int length, int rawLength) {
        if (rawLength < 0 || rawLength > MAXIMUM_BLOB || rawLength > length * MAXIMUM_RATIO) {
            throw new FormatException("a compressed blob of " + length + " bytes claims to hold " + rawLength);
        }
        byte[] plain = new byte[rawLength];
        decompress(source, offset, length, plain, rawLength);
        return plain;
    }

    /**
     * Decompresses a blob to the start of {@code target}; as {@link #decompress(byte[], int, int, int)} but without an allocation.
     *
     * @throws FormatException if the bytes are not zstd, or the plaintext has another length
     */
    public void decompress(byte[] source, int offset, int length, byte[] target, int rawLength) {
        try {
            int size = decompressor.decompressByteArray(target, 0, rawLength, source, offset, length);
            if (size != rawLength) {
                throw new FormatException("a compressed blob holds " + size + " bytes instead of " + rawLength);
            }
        } catch (ZstdException e) {
            throw new FormatException("a compressed blob does not decompress to " + rawLength + " bytes: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        compressor.close();
        decompressor.close();
    }

    /** How hard to try. The words are restic's. */
    public enum Level {
        /** Fast: on text a tenth slower than zstd's fastest level, and a seventh smaller. */
        AUTO(2),
        /** Small: several times slower. */
        MAX(12),
        /** Data blobs are stored as they are; trees and files of metadata are compressed nevertheless, as the format wants. */
        OFF(2);

        private final int zstdLevel;

        Level(int zstdLevel) {
            this.zstdLevel = zstdLevel;
        }

        int zstdLevel() {
            return zstdLevel;
        }

        /** Tells whether blobs of {@code type} are to be compressed. */
        public boolean compresses(BlobType type) {
            return this != OFF || type == BlobType.TREE;
        }
    }
}
