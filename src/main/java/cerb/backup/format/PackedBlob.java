package cerb.backup.format;

import java.util.Objects;

/**
 * Where in its pack a blob lies (restic design, Pack Format).
 *
 * @param handle             which blob
 * @param offset             of its first byte in the pack, at most 2^32 - 1
 * @param length             encrypted, in bytes, the overhead of {@value #OVERHEAD} included
 * @param uncompressedLength of the plaintext in bytes, or 0 when the blob is stored without compression
 */
public record PackedBlob(BlobHandle handle, long offset, int length, int uncompressedLength) {

    /** Bytes that encryption adds: 16 of initialisation vector and 16 of authentication. */
    public static final int OVERHEAD = 32;

    /** End of the last byte that a pack may have: offsets are unsigned 32 bit numbers. */
    public static final long MAXIMUM_END = 0xffff_ffffL;

    /**
     * Refuses places that no pack has.
     *
     * @throws FormatException if a number is out of range
     */
    public PackedBlob {
        Objects.requireNonNull(handle, "handle");
        if (length < OVERHEAD || uncompressedLength < 0 || offset < 0 || offset + length > MAXIMUM_END) {
            throw new FormatException(handle + " cannot lie in a pack at offset " + offset + " with length " + length
                    + " and uncompressed length " + uncompressedLength);
        }
    }

    /** Tells whether the stored bytes are a zstd frame. */
    public boolean isCompressed() {
        return uncompressedLength != 0;
    }

    /** Returns the length of the plaintext in bytes. */
    public int rawLength() {
        return isCompressed() ? uncompressedLength : length - OVERHEAD;
    }

    /** Returns the offset of the first byte behind the blob. */
    public long end() {
        return offset + length;
    }
}
