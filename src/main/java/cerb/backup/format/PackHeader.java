package cerb.backup.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of contents at the end of a pack, as plaintext: one entry a blob, in the order in which the blobs lie (restic design, Pack Format).
 *
 * <pre>
 * pack   := blob_1 ... blob_n  E(header)  uint32_le(length of E(header))
 * entry  := type:u8  length:u32le  [uncompressed length:u32le]  id:32      type: 0 data, 1 tree, 2 data zstd, 3 tree zstd
 * </pre>
 */
public final class PackHeader {

    /** Longest header that is read or written, in bytes, before encryption. */
    public static final int MAXIMUM_LENGTH = 16 << 20;

    /** Bytes at the very end of a pack that hold the length of the encrypted header, little-endian. */
    public static final int TRAILER_LENGTH = 4;

    private static final int PLAIN_ENTRY = 1 + 4 + Id.LENGTH;
    private static final int COMPRESSED_ENTRY = PLAIN_ENTRY + 4;
    private static final int TREE_BIT = 1;
    private static final int COMPRESSED_BIT = 2;

    private PackHeader() {
    }

    /** Returns the length of the plaintext header of {@code blobs}, in bytes. */
    public static int length(List<PackedBlob> blobs) {
        return blobs.stream().mapToInt(PackHeader::entryLength).sum();
    }

    /** Returns the number of bytes that one blob takes in a header. */
    public static int entryLength(PackedBlob blob) {
        return blob.isCompressed() ? COMPRESSED_ENTRY : PLAIN_ENTRY;
    }

    /**
     * Writes the header of a pack.
     *
     * @param blobs all of the pack, in order and without gaps, at least one
     * @return the plaintext
     * @throws FormatException if there is no blob, a gap, or more than the format can hold
     */
    public static byte[] encode(List<PackedBlob> blobs) {
        if (blobs.isEmpty() || length(blobs) > MAXIMUM_LENGTH) {
            throw new FormatException("pack header cannot hold " + blobs.size() + " blobs");
        }
        ByteBuffer header = ByteBuffer.allocate(length(blobs)).order(ByteOrder.LITTLE_ENDIAN);
        long end = 0;
        for (PackedBlob blob : blobs) {
            if (blob.offset() != end) {
                throw new FormatException("pack header: " + blob.handle() + " lies at " + blob.offset() + " instead of " + end);
            }
            encode(blob, header);
            end = blob.end();
        }
        return header.array();
    }

    private static void encode(PackedBlob blob, ByteBuffer header) {
        int tree = blob.handle().type() == BlobType.TREE ? TREE_BIT : 0;
        header.put((byte) (tree | (blob.isCompressed() ? COMPRESSED_BIT : 0))).putInt(blob.length());
        if (blob.isCompressed()) {
            header.putInt(blob.uncompressedLength());
        }
        byte[] id = new byte[Id.LENGTH];
        blob.handle().id().write(id, 0);
        header.put(id);
    }

    /**
     * Reads the header of a pack.
     *
     * @param plain the decrypted header
     * @return its blobs with their offsets, at least one
     * @throws FormatException if the bytes are no header
     */
    public static List<PackedBlob> decode(byte[] plain) {
        if (plain.length == 0 || plain.length > MAXIMUM_LENGTH) {
            throw new FormatException("pack header of " + plain.length + " bytes");
        }
        List<PackedBlob> blobs = new ArrayList<>(plain.length / PLAIN_ENTRY);
        ByteBuffer header = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
        long offset = 0;
        while (header.hasRemaining()) {
            PackedBlob blob = decode(header, offset);
            blobs.add(blob);
            offset = blob.end();
        }
        return blobs;
    }

    private static PackedBlob decode(ByteBuffer header, long offset) {
        int kind = header.get();
        if (kind < 0 || kind > (TREE_BIT | COMPRESSED_BIT)) {
            throw new FormatException("pack header: unknown kind of blob " + kind + " at byte " + (header.position() - 1));
        }
        boolean compressed = (kind & COMPRESSED_BIT) != 0;
        if (header.remaining() < (compressed ? COMPRESSED_ENTRY : PLAIN_ENTRY) - 1) {
            throw new FormatException("pack header: ends within an entry, at byte " + header.position());
        }
        int length = header.getInt();
        int uncompressedLength = compressed ? header.getInt() : 0;
        Id id = Id.read(header.array(), header.position());
        header.position(header.position() + Id.LENGTH);
        BlobHandle handle = new BlobHandle((kind & TREE_BIT) != 0 ? BlobType.TREE : BlobType.DATA, id);
        if (compressed && uncompressedLength == 0) {
            throw new FormatException("pack header: " + handle + " is compressed and has no length");
        }
        return new PackedBlob(handle, offset, length, uncompressedLength);
    }
}
