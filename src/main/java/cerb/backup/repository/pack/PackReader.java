package cerb.backup.repository.pack;

import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.CorruptException;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.crypto.Envelope;
import cerb.backup.format.BlobLimits;
import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.PackHeader;
import cerb.backup.format.PackedBlob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.BiConsumer;

/** Reads blobs and headers out of packs, and proves each blob before it hands it out. Safe for use by several threads. */
public final class PackReader {
    private final Backend backend;
    private final CodecPool codecs;
    private final BlobLimits limits;

    /** Reads packs of this backend. */
    public PackReader(Backend backend, CodecPool codecs, BlobLimits limits) {
        this.backend = backend;
        this.codecs = codecs;
        this.limits = limits;
    }

    /** Returns the bytes that a pack of these blobs has: blobs, header, and the header's length. */
    public static long size(List<PackedBlob> blobs) {
        long sum = blobs.stream().mapToLong(PackedBlob::length).sum();
        return sum + PackHeader.length(blobs) + Envelope.OVERHEAD + PackHeader.TRAILER_LENGTH;
    }

    static Handle handle(Id pack) {
        return new Handle(FileType.DATA, pack.toString());
    }

    /**
     * Loads one blob.
     *
     * @throws CorruptException if it is not what was stored
     * @throws BackendException if the pack cannot be read
     */
    public byte[] load(Id pack, PackedBlob blob) {
        demandWithinLimits(pack, blob);
        byte[] stored = backend.load(handle(pack), blob.offset(), blob.length(), in -> in.readNBytes(blob.length()));
        return open(pack, blob, stored);
    }

    private byte[] open(Id pack, PackedBlob blob, byte[] stored) {
        if (stored.length != blob.length()) {
            throw new CorruptException("pack " + pack + " ends within " + blob.handle());
        }
        try {
            return codecs.use(codec -> codec.open(blob, stored, 0));
        } catch (CorruptException e) {
            throw new CorruptException(e.getMessage() + " (in pack " + pack + ")", e);
        }
    }

    /**
     * Loads several blobs with one request, from the first's begin to the last's end; only one blob is in memory at a time.
     *
     * @param blobs in the order of their offsets, at least one
     * @param sound gets each blob that is what was stored
     * @param damaged gets each that is not, and the reason
     * @throws BackendException if the pack cannot be read (on); what came before has been handed out
     */
    public void load(Id pack, List<PackedBlob> blobs, BiConsumer<PackedBlob, byte[]> sound,
            BiConsumer<PackedBlob, CorruptException> damaged) {
        long begin = blobs.get(0).offset();
        long end = blobs.stream().mapToLong(PackedBlob::end).max().orElseThrow();
        backend.load(handle(pack), begin, end - begin, in -> {
            long at = begin;
            for (PackedBlob blob : blobs) {
                at = skip(in, at, blob);
                at += deliver(pack, blob, in, sound, damaged);
            }
            return null;
        });
    }

    private static long skip(InputStream in, long at, PackedBlob blob) throws IOException {
        if (blob.offset() < at) {
            throw new IllegalArgumentException(blob.handle() + " overlaps the blob before it, or is out of order");
        }
        in.skipNBytes(blob.offset() - at);
        return blob.offset();
    }

    /** Hands a blob on, and returns how many of its bytes were read: none where it is too long. */
    private int deliver(Id pack, PackedBlob blob, InputStream in, BiConsumer<PackedBlob, byte[]> sound,
            BiConsumer<PackedBlob, CorruptException> damaged) throws IOException {
        int read = 0;
        byte[] content;
        try {
            demandWithinLimits(pack, blob);
            byte[] stored = in.readNBytes(blob.length());
            read = blob.length();
            content = open(pack, blob, stored);
        } catch (CorruptException e) {
            damaged.accept(blob, e);
            return read;
        }
        sound.accept(blob, content);
        return read;
    }

    private void demandWithinLimits(Id pack, PackedBlob blob) {
        try {
            limits.demand(blob);
        } catch (FormatException e) {
            throw new CorruptException(e.getMessage() + " (in pack " + pack + ")", e);
        }
    }

    /**
     * Reads a pack's header, from which a lost index can be made again.
     *
     * @throws CorruptException if it is not what was stored
     */
    public List<PackedBlob> header(Id pack) {
        long size = backend.size(handle(pack));
        if (size < PackHeader.TRAILER_LENGTH) {
            throw new CorruptException("pack " + pack + " of " + size + " bytes has no header");
        }
        long end = size - PackHeader.TRAILER_LENGTH;
        byte[] trailer = backend.load(handle(pack), end, PackHeader.TRAILER_LENGTH, InputStream::readAllBytes);
        int length = headerLength(pack, trailer, 0, end);
        byte[] header = backend.load(handle(pack), end - length, length, InputStream::readAllBytes);
        return codecs.use(codec -> codec.openHeader(header, length));
    }

    static int headerLength(Id pack, byte[] trailer, int offset, long room) {
        long length = Integer.toUnsignedLong(ByteBuffer.wrap(trailer).order(ByteOrder.LITTLE_ENDIAN).getInt(offset));
        if (length > room || length > PackHeader.MAXIMUM_LENGTH + Envelope.OVERHEAD) {
            throw new CorruptException("pack " + pack + " claims a header of " + length + " bytes");
        }
        return (int) length;
    }

    /** Reads a whole pack and says everything that is wrong with it, see {@link PackFindings}. */
    public PackFindings verify(Id pack, List<PackedBlob> indexed) {
        try {
            return codecs.use(codec -> backend.load(handle(pack), 0, -1, new PackVerifier(pack, indexed, codec, limits)::verify));
        } catch (CorruptException e) {
            return new PackFindings(pack, List.of(), List.of(e.getMessage()));
        }
    }
}
