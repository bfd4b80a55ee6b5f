package cerb.backup.operation.scale;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import cerb.backup.repository.index.BlobIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A program of its own, whose heap is the test: puts so many blobs, in packs of 500, into an index, and prints how many it finds again. Meanwhile so
 * many bytes of the heap are not free. Arguments: blobs, bytes.
 */
final class LargeIndex {
    private static final int BLOBS_A_PACK = 500;

    private LargeIndex() {
    }

    public static void main(String[] arguments) {
        int blobs = Integer.parseInt(arguments[0]);
        byte[] ballast = new byte[Integer.parseInt(arguments[1])];
        BlobIndex index = new BlobIndex();
        SplittableRandom random = new SplittableRandom(1);
        for (int pack = 0; pack < blobs / BLOBS_A_PACK; pack++) {
            List<PackedBlob> packed = new ArrayList<>(BLOBS_A_PACK);
            for (int number = 0; number < BLOBS_A_PACK; number++) {
                packed.add(new PackedBlob(BlobHandle.data(id(random)), number * 28_000L, 28_000, 0));
            }
            index.add(id(random), packed);
        }
        random = new SplittableRandom(1);
        int found = 0;
        for (int pack = 0; pack < blobs / BLOBS_A_PACK; pack++) {
            for (int number = 0; number < BLOBS_A_PACK; number++) {
                found += index.contains(BlobHandle.data(id(random))) ? 1 : 0;
            }
            id(random);
        }
        System.out.println("found=" + found + " beside " + ballast.length);
    }

    private static Id id(SplittableRandom random) {
        return new Id(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }
}
