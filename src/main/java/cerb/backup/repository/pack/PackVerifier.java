package cerb.backup.repository.pack;

import cerb.backup.backend.CorruptException;
import cerb.backup.crypto.Envelope;
import cerb.backup.format.BlobLimits;
import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.PackHeader;
import cerb.backup.format.PackedBlob;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads one pack from its first byte to its last: its SHA-256 is its name, every indexed blob is sound, the blobs have no gaps, and the
 * header says what the index says. Holds one blob at a time.
 */
final class PackVerifier {
    private static final int LONGEST_END = PackHeader.MAXIMUM_LENGTH + Envelope.OVERHEAD + PackHeader.TRAILER_LENGTH;

    private static final int SLICE = 64 << 10;

    private final Id pack;
    private final List<PackedBlob> indexed;
    private final BlobCodec codec;
    private final BlobLimits limits;
    private final List<PackedBlob> damaged = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    PackVerifier(Id pack, List<PackedBlob> indexed, BlobCodec codec, BlobLimits limits) {
        this.pack = pack;
        this.indexed = indexed.stream().sorted(Comparator.comparingLong(PackedBlob::offset)).toList();
        this.codec = codec;
        this.limits = limits;
    }

    PackFindings verify(InputStream file) throws IOException {
        DigestInputStream in = new DigestInputStream(file, Id.newDigest());
        verifyBlobs(in);
        verifyEnd(in.readNBytes(LONGEST_END + 1));
        in.transferTo(OutputStream.nullOutputStream());
        Id hash = Id.of(in.getMessageDigest());
        if (!hash.equals(pack)) {
            problems.add("pack " + pack + " is damaged: its bytes have the SHA-256 " + hash.shortName() + "...");
        }
        return new PackFindings(pack, damaged, problems);
    }

    private void verifyBlobs(InputStream in) throws IOException {
        long at = 0;
        for (PackedBlob blob : indexed) {
            if (blob.offset() != at) {
                problems.add("pack " + pack + ": the index says that " + blob.handle() + " is at " + blob.offset()
                        + ", but the blob before it ends at " + at);
                return;
            }
            verify(blob, in);
            at = blob.end();
        }
    }

    private void verify(PackedBlob blob, InputStream in) throws IOException {
        try {
            limits.demand(blob);
        } catch (FormatException e) {
            addDamage(blob, e);
            pass(in, blob.length());
            return;
        }
        byte[] stored = in.readNBytes(blob.length());
        try {
            if (stored.length != blob.length()) {
                throw new CorruptException("pack ends within " + blob.handle());
            }
            codec.open(blob, stored, 0);
        } catch (CorruptException e) {
            addDamage(blob, e);
        }
    }

    /** Reads on without keeping anything: skipping would leave the bytes out of the hash. */
    private static void pass(InputStream in, int length) throws IOException {
        byte[] slice = new byte[SLICE];
        int left = length;
        while (left > 0) {
            int read = in.readNBytes(slice, 0, Math.min(left, SLICE));
            if (read == 0) {
                return;
            }
            left -= read;
        }
    }

    private void addDamage(PackedBlob blob, RuntimeException problem) {
        damaged.add(blob);
        problems.add("pack " + pack + ": " + problem.getMessage());
    }

    /** The last indexed blob should be followed by the header and its length, and nothing else. */
    private void verifyEnd(byte[] end) {
        int trailer = end.length - PackHeader.TRAILER_LENGTH;
        try {
            if (trailer < 0 || PackReader.headerLength(pack, end, trailer, Integer.MAX_VALUE) != trailer) {
                throw new CorruptException("the header does not follow the last blob that the index names");
            }
            if (!codec.openHeader(end, trailer).equals(indexed)) {
                throw new CorruptException("the header has other entries than the index");
            }
        } catch (CorruptException e) {
            problems.add("pack " + pack + ": " + e.getMessage());
        }
    }
}
