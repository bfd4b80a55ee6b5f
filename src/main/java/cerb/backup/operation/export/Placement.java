package cerb.backup.operation.export;

import cerb.backup.backend.Handle;
import cerb.backup.operation.report.OperationException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Decides which volume each pack goes to. Sizes are reckoned in whole blocks, as discs and drives give them out. For one thread. */
final class Placement {
    private static final long BLOCK = 4096;
    /** The 256 directories of packs, the others, the readme. */
    private static final long FRAME = 280 * BLOCK;
    /** A digest, two blanks, the longest path, a line end. */
    private static final long LINE = 64 + 2 + 80 + 1;
    /** Packs of directories are on every volume if they take no more than this part of it. */
    private static final long TREES_PART = 4;

    private final long volumeSize;
    private final long room;
    private final boolean treesEverywhere;
    private final Inventory inventory;
    private final List<Long> left = new ArrayList<>();
    private final SortedMap<Integer, Set<Handle>> placed = new TreeMap<>();
    private final int first;

    /**
     * Reckons what every volume needs.
     *
     * @param listed files of finished volumes, whose lists every volume carries
     * @param first  number of the first new volume
     * @throws OperationException if volumes of this size are too small
     */
    Placement(long volumeSize, Inventory inventory, long listed, int first) {
        this.volumeSize = volumeSize;
        this.inventory = inventory;
        this.first = first;
        long trees = blocks(inventory.trees().values());
        this.treesEverywhere = trees <= volumeSize / TREES_PART;
        long files = listed + inventory.documents().size() + inventory.trees().size() + inventory.data().size();
        // each file stands in the volume's own list and in one of the others
        long everywhere = FRAME + 2 * LINE * files + blocks(inventory.documents().values()) + (treesEverywhere ? trees : 0);
        this.room = volumeSize - everywhere;
        demandRoom(everywhere);
    }

    private void demandRoom(long everywhere) {
        long largest = inventory.data().values().stream().mapToLong(Placement::blocks).max().orElse(0);
        if (!treesEverywhere) {
            largest = Math.max(largest, inventory.trees().values().stream().mapToLong(Placement::blocks).max().orElse(0));
        }
        if (largest > room) {
            throw new OperationException("volumes of " + volumeSize + " bytes are too small: each has " + everywhere + " bytes of configuration, index, snapshots, directories and lists, and the largest pack has "
                    + largest, "Give a --volume-size of at least " + (everywhere + largest) + "B; the larger it is, the less of it goes into what is on every volume.");
        }
    }

    /** The packs that go to every volume, with their sizes. */
    Map<Handle, Long> everywhere() {
        return treesEverywhere ? inventory.trees() : Map.of();
    }

    /** There is this volume already, and those before it. */
    void open(int volume) {
        while (first + left.size() <= volume) {
            left.add(room);
        }
    }

    /** Leaves a pack in the volume that has it already; returns whether there is room for it. */
    boolean keep(Handle pack, long size, int volume) {
        return put(pack, size, volume - first);
    }

    /** Places a pack in the first volume that has room for it, perhaps a new one. */
    void place(Handle pack, long size) {
        for (int i = 0; i < left.size(); i++) {
            if (put(pack, size, i)) {
                return;
            }
        }
        left.add(room);
        put(pack, size, left.size() - 1);
    }

    private boolean put(Handle pack, long size, int at) {
        long free = left.get(at) - blocks(size);
        if (free < 0) {
            return false;
        }
        left.set(at, free);
        placed.computeIfAbsent(first + at, volume -> new HashSet<>()).add(pack);
        return true;
    }

    /** The packs by the numbers of their volumes, without gaps; one without packs where nothing was placed. */
    SortedMap<Integer, Set<Handle>> volumes() {
        SortedMap<Integer, Set<Handle>> all = new TreeMap<>();
        for (int i = 0; i < Math.max(1, left.size()); i++) {
            all.put(first + i, placed.getOrDefault(first + i, Set.of()));
        }
        return all;
    }

    /** The packs that are spread over the volumes, with their sizes. */
    Map<Handle, Long> spread() {
        Map<Handle, Long> all = new TreeMap<>(Comparator.comparing(Handle::name));
        all.putAll(inventory.data());
        if (!treesEverywhere) {
            all.putAll(inventory.trees());
        }
        return all;
    }

    private static long blocks(Iterable<Long> sizes) {
        long sum = 0;
        for (long size : sizes) {
            sum += blocks(size);
        }
        return sum;
    }

    private static long blocks(long size) {
        return (size + BLOCK - 1) / BLOCK * BLOCK;
    }
}
