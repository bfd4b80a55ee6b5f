package cerb.backup.repository.pack;

import cerb.backup.backend.CorruptException;
import cerb.backup.crypto.Envelope;
import cerb.backup.crypto.EnvelopeException;
import cerb.backup.crypto.MasterKey;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Compression;
import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.PackHeader;
import cerb.backup.format.PackedBlob;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Turns blobs and pack headers into their stored form and back. What it seals it opens again before it returns: defective memory and
 * a defective encoder have both been met (restic#4523, restic#4677), and later the source may be gone. For one thread at a time.
 */
public final class BlobCodec implements AutoCloseable {
    private final Envelope envelope;
    private final Compression compression;
    private final boolean mayCompress;
    private byte[] sealed = new byte[0];
    private byte[] opened = new byte[0];
    private byte[] plain = new byte[0];

    /**
     * Makes one.
     *
     * @param mayCompress false for a repository of version 1, which knows no compression
     */
    public BlobCodec(MasterKey key, Compression.Level level, boolean mayCompress) {
        this.envelope = new Envelope(key);
        this.compression = new Compression(level);
        this.mayCompress = mayCompress;
    }

    /**
     * Compresses, encrypts and verifies a blob. What does not get smaller is stored as it is.
     *
     * @return the result, valid until the next call
     * @throws CorruptException if what comes out again is not what went in
     */
    public SealedBlob seal(BlobHandle handle, byte[] raw, int offset, int length) {
        int compressed = compress(handle, raw, offset, length);
        int stored;
        if (compressed > 0) {
            stored = envelope.seal(sealed, Envelope.IV_LENGTH, compressed, sealed, 0);
        } else {
            sealed = atLeast(sealed, length + Envelope.OVERHEAD);
            stored = envelope.seal(raw, offset, length, sealed, 0);
        }
        PackedBlob blob = new PackedBlob(handle, 0, stored, compressed > 0 ? length : 0);
        verify(blob);
        return new SealedBlob(blob, sealed);
    }

    /** Compresses to where the ciphertext will be; 0 if the blob is to be stored as it is. */
    private int compress(BlobHandle handle, byte[] raw, int offset, int length) {
        if (!mayCompress || length == 0 || !compression.level().compresses(handle.type())) {
            return 0;
        }
        sealed = atLeast(sealed, Compression.bound(length) + Envelope.OVERHEAD);
        return compression.compress(raw, offset, length, sealed, Envelope.IV_LENGTH);
    }

    private void verify(PackedBlob blob) {
        try {
            opened = atLeast(opened, blob.length());
            envelope.open(sealed, 0, blob.length(), opened, 0);
            byte[] content = opened;
            if (blob.isCompressed()) {
                plain = atLeast(plain, blob.rawLength());
                compression.decompress(opened, 0, blob.length() - Envelope.OVERHEAD, plain, blob.rawLength());
                content = plain;
            }
            requireId(blob.handle(), Id.hash(content, 0, blob.rawLength()));
        } catch (CorruptException | EnvelopeException | FormatException e) {
            throw unreliable(blob.handle().toString(), e);
        }
    }

    private static CorruptException unreliable(String what, RuntimeException e) {
        return new CorruptException("store " + what + ": what was sealed does not come out again (" + e.getMessage()
                + "). This machine's memory or processor makes errors: test it before the next backup.", e);
    }

    /**
     * Opens a stored blob and checks all that can be checked: authentication, decompression, length, SHA-256.
     *
     * @param stored holds the blob's {@code length()} bytes at {@code offset}
     * @return the blob's bytes, in an array of their own
     * @throws CorruptException if it is not what was stored
     */
    public byte[] open(PackedBlob blob, byte[] stored, int offset) {
        try {
            byte[] content = blob.isCompressed() ? decompress(blob, stored, offset) : decrypt(blob, stored, offset);
            requireId(blob.handle(), Id.hash(content));
            return content;
        } catch (EnvelopeException | FormatException e) {
            throw new CorruptException(blob.handle() + " is damaged: " + e.getMessage(), e);
        }
    }

    private byte[] decrypt(PackedBlob blob, byte[] stored, int offset) {
        byte[] content = new byte[blob.rawLength()];
        envelope.open(stored, offset, blob.length(), content, 0);
        return content;
    }

    private byte[] decompress(PackedBlob blob, byte[] stored, int offset) {
        opened = atLeast(opened, blob.length());
        int length = envelope.open(stored, offset, blob.length(), opened, 0);
        return compression.decompress(opened, 0, length, blob.rawLength());
    }

    private static void requireId(BlobHandle handle, Id id) {
        if (!id.equals(handle.id())) {
            throw new CorruptException(handle + " is damaged: its bytes have the SHA-256 " + id.shortName() + "...");
        }
    }

    /** Returns what follows the blobs in a pack: their header, sealed and verified, and its length. */
    byte[] sealHeader(List<PackedBlob> blobs) {
        byte[] header = envelope.seal(PackHeader.encode(blobs));
        if (!openHeader(header, header.length).equals(blobs)) {
            throw unreliable("pack header", new FormatException("it has other entries"));
        }
        return ByteBuffer.allocate(header.length + PackHeader.TRAILER_LENGTH).order(ByteOrder.LITTLE_ENDIAN)
                .put(header).putInt(header.length).array();
    }

    /**
     * Opens the sealed header of a pack.
     *
     * @param header begins with the sealed header
     * @throws CorruptException if it is not what was stored
     */
    List<PackedBlob> openHeader(byte[] header, int length) {
        try {
            return PackHeader.decode(envelope.open(Arrays.copyOf(header, length)));
        } catch (EnvelopeException | FormatException e) {
            throw new CorruptException("pack header is damaged: " + e.getMessage(), e);
        }
    }

    /** Returns an array of the length, {@code array} itself if it is long enough; what is in it is lost. */
    private static byte[] atLeast(byte[] array, int length) {
        return array.length >= length ? array : new byte[length + length / 4];
    }

    /** Frees native memory. */
    @Override
    public void close() {
        compression.close();
    }
}
