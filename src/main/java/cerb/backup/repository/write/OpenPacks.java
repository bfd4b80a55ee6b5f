package cerb.backup.repository.write;

import cerb.backup.format.BlobType;
import cerb.backup.repository.pack.OpenPack;
import cerb.backup.repository.pack.SealedBlob;
import cerb.backup.repository.pack.SegmentPool;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The packs that are being filled: two for data, of which each blob gets one at random, and one for trees. Safe for several threads. */
final class OpenPacks {
    private final SegmentPool segments;
    private final long fullSize;
    private final RandomGenerator random;
    private final Consumer<OpenPack> full;
    private final Slot firstData = new Slot();
    private final Slot secondData = new Slot();
    private final Slot trees = new Slot();

    /**
     * Makes empty packs.
     *
     * @param fullSize bytes at which a pack is full
     * @param full gets each full pack; may wait, and so holds up who adds to the pack's successor
     */
    OpenPacks(SegmentPool segments, long fullSize, RandomGenerator random, Consumer<OpenPack> full) {
        this.segments = segments;
        this.fullSize = fullSize;
        this.random = random;
        this.full = full;
    }

    void add(SealedBlob sealed) {
        Slot slot = sealed.blob().handle().type() == BlobType.TREE ? trees : random.nextBoolean() ? firstData : secondData;
        slot.add(sealed);
    }

    /** Takes what is left out of the slots; the two data packs as one if that is not too much. */
    List<OpenPack> takeAll() {
        List<OpenPack> packs = new ArrayList<>(3);
        OpenPack first = firstData.take();
        OpenPack second = secondData.take();
        if (first.size() + second.size() <= fullSize) {
            first.append(second);
            second.release();
        }
        for (OpenPack pack : List.of(first, second, trees.take())) {
            if (!pack.isEmpty()) {
                packs.add(pack);
            }
        }
        return packs;
    }

    private final class Slot {
        private OpenPack pack;

        /** Hands a full pack on while it holds the slot: so there are never more packs than slots and places to save. */
        synchronized void add(SealedBlob sealed) {
            if (pack == null) {
                pack = new OpenPack(segments);
            }
            pack.add(sealed);
            if (pack.isFull(fullSize)) {
                full.accept(take());
            }
        }

        synchronized OpenPack take() {
            OpenPack taken = pack == null ? new OpenPack(segments) : pack;
            pack = null;
            return taken;
        }
    }
}
