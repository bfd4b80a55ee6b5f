package cerb.backup.repository.pack;

import cerb.backup.format.PackedBlob;

/** A blob compressed, encrypted and verified. It belongs to the codec that made it and is valid until that is used again. */
public final class SealedBlob {
    private final PackedBlob blob;
    private final byte[] bytes;

    SealedBlob(PackedBlob blob, byte[] bytes) {
        this.blob = blob;
        this.bytes = bytes;
    }

    /** Returns the blob as it would lie at the beginning of a pack. */
    public PackedBlob blob() {
        return blob;
    }

    /** Returns the array whose first {@code blob().length()} bytes are the stored blob. */
    byte[] bytes() {
        return bytes;
    }
}
