package cerb.backup.chunker;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Cuts whole arrays with a chunker, for the tests of its laws. */
final class ChunkerLaws {

    private ChunkerLaws() {
    }

    /** Returns the blobs of {@code content} when the chunker sees all of it at once. */
    static List<byte[]> cut(Chunker chunker, byte[] content) {
        return cut(chunker, content, content.length + 1, null);
    }

    /** Returns the blobs of {@code content} when it comes in slices of random lengths up to {@code slice}. */
    static List<byte[]> cut(Chunker chunker, byte[] content, int slice, Random random) {
        chunker.reset();
        List<byte[]> blobs = new ArrayList<>();
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        int offset = 0;
        while (offset < content.length) {
            int length = Math.min(content.length - offset, random == null ? slice : 1 + random.nextInt(slice));
            int boundary = chunker.boundary(content, offset, length);
            int taken = boundary < 0 ? length : boundary;
            blob.write(content, offset, taken);
            offset += taken;
            if (boundary > 0) {
                blobs.add(blob.toByteArray());
                blob.reset();
            }
        }
        if (blob.size() > 0) {
            blobs.add(blob.toByteArray());
        }
        return blobs;
    }

    static List<Integer> lengths(List<byte[]> blobs) {
        return blobs.stream().map(blob -> blob.length).toList();
    }

    /** Returns how many of {@code after} are not in {@code before}. */
    static long fresh(List<byte[]> before, List<byte[]> after) {
        return after.stream().filter(blob -> before.stream().noneMatch(known -> Arrays.equals(known, blob))).count();
    }
}
