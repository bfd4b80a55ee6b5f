package cerb.backup.repository.pack;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.PackedBlob;
import java.util.ArrayList;
import java.util.List;

/** A pack that is being filled. Not safe for use by several threads. */
public final class OpenPack {
    /** More blobs than this make headers and index entries unwieldy, whatever their size. */
    private static final int MOST_BLOBS = 50_000;

    private final SegmentedBytes bytes;
    private final List<PackedBlob> blobs = new ArrayList<>();

    /** Makes an empty pack. */
    public OpenPack(SegmentPool segments) {
        this.bytes = new SegmentedBytes(segments);
    }

    /** Appends a copy of a sealed blob. */
    public void add(SealedBlob sealed) {
        PackedBlob blob = sealed.blob();
        place(blob.handle(), blob.length(), blob.uncompressedLength());
        bytes.append(sealed.bytes(), 0, blob.length());
    }

    private void place(BlobHandle handle, int length, int uncompressedLength) {
        long offset = blobs.isEmpty() ? 0 : blobs.get(blobs.size() - 1).end();
        blobs.add(new PackedBlob(handle, offset, length, uncompressedLength));
    }

    /** Appends a copy of all blobs of another pack. */
    public void append(OpenPack other) {
        other.blobs.forEach(blob -> place(blob.handle(), blob.length(), blob.uncompressedLength()));
        bytes.append(other.bytes);
    }

    /** Tells whether there is no blob in it. */
    public boolean isEmpty() {
        return blobs.isEmpty();
    }

    /** Returns the bytes of all blobs. */
    public long size() {
        return bytes.length();
    }

    /** Tells whether it has this many bytes, or as many blobs as a pack should have. */
    public boolean isFull(long fullSize) {
        return size() >= fullSize || blobs.size() >= MOST_BLOBS;
    }

    /** Adds the header; the pack must not be added to any more, nor released before the result has been saved. */
    public FinishedPack finish(BlobCodec codec) {
        if (blobs.isEmpty() || blobs.get(blobs.size() - 1).end() != bytes.length()) {
            throw new IllegalStateException("pack of " + blobs.size() + " blobs has " + bytes.length() + " bytes");
        }
        byte[] trailer = codec.sealHeader(blobs);
        bytes.append(trailer, 0, trailer.length);
        return new FinishedPack(bytes.hash(), bytes, List.copyOf(blobs));
    }

    /** Empties it and gives its memory back. */
    public void release() {
        blobs.clear();
        bytes.release();
    }
}
