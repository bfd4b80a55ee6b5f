package cerb.backup.repository.index;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.BlobType;
import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import java.util.ArrayList;
import java.util.List;

/** The entries of an index, numbered from 0, in arrays of primitives that grow by segments. Not safe for use by several threads. */
final class Entries {
    private static final int SEGMENT_BITS = 14;
    private static final int SEGMENT_SIZE = 1 << SEGMENT_BITS;
    private static final int SEGMENT_MASK = SEGMENT_SIZE - 1;
    /** Longs an entry has in {@code ids}, and ints it has in {@code places}. */
    private static final int WIDTH = 4;
    private static final int PACK = 0;
    private static final int OFFSET = 1;
    private static final int LENGTH = 2;
    private static final int UNCOMPRESSED = 3;

    private final List<long[]> ids = new ArrayList<>();
    private final List<int[]> places = new ArrayList<>();
    private int size;

    int size() {
        return size;
    }

    /** Adds an entry and returns its number. */
    int add(int pack, PackedBlob blob) {
        if (size >>> SEGMENT_BITS == ids.size()) {
            ids.add(new long[WIDTH * SEGMENT_SIZE]);
            places.add(new int[WIDTH * SEGMENT_SIZE]);
        }
        int entry = size++;
        putId(entry, blob.handle().id());
        int[] place = places.get(entry >>> SEGMENT_BITS);
        int at = position(entry);
        place[at + PACK] = pack << 1 | blob.handle().type().ordinal();
        place[at + OFFSET] = (int) blob.offset();
        place[at + LENGTH] = blob.length();
        place[at + UNCOMPRESSED] = blob.uncompressedLength();
        return entry;
    }

    private void putId(int entry, Id id) {
        long[] words = ids.get(entry >>> SEGMENT_BITS);
        int at = position(entry);
        words[at] = id.first();
        words[at + 1] = id.second();
        words[at + 2] = id.third();
        words[at + 3] = id.fourth();
    }

    boolean is(int entry, BlobHandle handle) {
        long[] words = ids.get(entry >>> SEGMENT_BITS);
        int at = position(entry);
        Id id = handle.id();
        return words[at] == id.first() && words[at + 1] == id.second() && words[at + 2] == id.third()
                && words[at + 3] == id.fourth() && type(entry) == handle.type();
    }

    /** Returns eight bytes of the entry's id, 0 to 3. */
    long word(int entry, int number) {
        return ids.get(entry >>> SEGMENT_BITS)[position(entry) + number];
    }

    BlobType type(int entry) {
        return (place(entry, PACK) & 1) == BlobType.TREE.ordinal() ? BlobType.TREE : BlobType.DATA;
    }

    /** Returns the number of the pack that holds the blob. */
    int pack(int entry) {
        return place(entry, PACK) >>> 1;
    }

    long offset(int entry) {
        return Integer.toUnsignedLong(place(entry, OFFSET));
    }

    PackedBlob blob(int entry) {
        long[] words = ids.get(entry >>> SEGMENT_BITS);
        int at = position(entry);
        Id id = new Id(words[at], words[at + 1], words[at + 2], words[at + 3]);
        return new PackedBlob(new BlobHandle(type(entry), id), offset(entry), place(entry, LENGTH), place(entry, UNCOMPRESSED));
    }

    private int place(int entry, int field) {
        return places.get(entry >>> SEGMENT_BITS)[position(entry) + field];
    }

    private static int position(int entry) {
        return WIDTH * (entry & SEGMENT_MASK);
    }
}
