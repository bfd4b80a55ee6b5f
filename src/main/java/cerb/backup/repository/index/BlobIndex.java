package cerb.backup.repository.index;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.BlobType;
import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;

/**
 * Finds the copies of a blob. Entries are only ever added; to drop some, build a new index. Safe for use by several threads.
 */
public final class BlobIndex {
    private static final int FIRST_SLOTS = 1024;
    /** Where probing stops in an entry's chain. */
    private static final int NONE = -1;
    /** Each copy lengthens a blob's chain, so that a million would take a million times a million steps. Crashes and races make a few. */
    private static final int MOST_COPIES = 1000;
    /** What an entry takes while the table grows. */
    private static final int BYTES_AN_ENTRY = 64;
    private static final int HEAP_SHARE = 2;
    /** A pack's own record takes as much as some entries; no program makes packs of so few blobs for long. */
    private static final int ENTRIES_A_PACK = 8;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    /** Ids may be chosen by whoever wrote the repository; the seed keeps them from choosing collisions. */
    private final long seed = ThreadLocalRandom.current().nextLong();
    private final long mostEntries;
    private final Entries entries = new Entries();
    private final List<Id> packs = new ArrayList<>();
    private final Map<Id, Integer> packNumbers = new HashMap<>();
    /** Numbers of entries plus one; 0 is an empty slot. The length is a power of two, at most three quarters are taken. */
    private int[] slots = new int[FIRST_SLOTS];
    private volatile Set<Id> distrusted;

    /** Begins empty, with trust in every pack. */
    public BlobIndex() {
        this(Set.of());
    }

    /** Begins empty; copies in {@code distrusted} packs are found, but told last, and {@link #isTrusted} does not count them. */
    BlobIndex(Set<Id> distrusted) {
        this(distrusted, Runtime.getRuntime().maxMemory() / HEAP_SHARE / BYTES_AN_ENTRY);
    }

    BlobIndex(Set<Id> distrusted, long mostEntries) {
        this.distrusted = distrusted;
        this.mostEntries = mostEntries;
    }

    /** Says anew which packs are not trusted. */
    void distrust(Set<Id> packs) {
        distrusted = packs;
    }

    /**
     * Adds the blobs of a pack; those that are known at the very same place are left out.
     *
     * @throws FormatException if there are more copies of a blob than any program makes, or more entries than half of the heap holds; what
     *         came before is in the index
     */
    public void add(Id pack, List<PackedBlob> blobs) {
        if (blobs.isEmpty()) {
            return; // no pack is empty
        }
        lock.writeLock().lock();
        try {
            int number = packNumbers.computeIfAbsent(pack, id -> {
                demandRoom(packs.size() < Math.max(1, mostEntries / ENTRIES_A_PACK));
                packs.add(id);
                return packs.size() - 1;
            });
            blobs.forEach(blob -> add(number, blob));
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void add(int pack, PackedBlob blob) {
        int slot = slot(blob.handle().id());
        int copies = 0;
        for (int entry = entry(slot); entry != NONE; slot = next(slot), entry = entry(slot)) {
            if (entries.is(entry, blob.handle())) {
                if (entries.pack(entry) == pack && entries.offset(entry) == blob.offset()) {
                    return;
                }
                copies++;
            }
        }
        demandRoom(blob, copies);
        slots[slot] = entries.add(pack, blob) + 1;
        if (entries.size() > slots.length - (slots.length >>> 2)) {
            grow();
        }
    }

    private void demandRoom(PackedBlob blob, int copies) {
        if (copies >= MOST_COPIES) {
            throw new FormatException("there are more than " + MOST_COPIES + " copies of " + blob.handle());
        }
        demandRoom(entries.size() < mostEntries);
    }

    private void demandRoom(boolean isThere) {
        if (!isThere) {
            throw new FormatException("there are more than " + entries.size() + " blobs in " + packs.size()
                    + " packs, which is what this heap can hold; to read them, give Java a larger heap (-Xmx)");
        }
    }

    private void grow() {
        slots = new int[2 * slots.length];
        for (int entry = 0; entry < entries.size(); entry++) {
            int slot = slot(entries.word(entry, 0), entries.word(entry, 1), entries.word(entry, 2), entries.word(entry, 3));
            while (slots[slot] != 0) {
                slot = next(slot);
            }
            slots[slot] = entry + 1;
        }
    }

    /** All of the id counts: an index may name what no SHA-256 ever gave, such as a million ids that begin alike. */
    private int slot(Id id) {
        return slot(id.first(), id.second(), id.third(), id.fourth());
    }

    private int slot(long first, long second, long third, long fourth) {
        long mixed = mix(mix(mix(mix(seed, first), second), third), fourth);
        return (int) (mixed >>> 32) & slots.length - 1;
    }

    private static long mix(long state, long word) {
        long mixed = (state ^ word) * 0x9e3779b97f4a7c15L;
        return (mixed ^ mixed >>> 32) * 0xd6e8feb86659fd93L;
    }

    private int next(int slot) {
        return slot + 1 & slots.length - 1;
    }

    private int entry(int slot) {
        return slots[slot] - 1;
    }

    /** Tells whether there is a copy of the blob, wherever. */
    public boolean contains(BlobHandle handle) {
        return first(handle) != NONE;
    }

    /** Tells whether there is a copy of the blob in a pack that is trusted. */
    public boolean isTrusted(BlobHandle handle) {
        Set<Id> without = distrusted;
        return without.isEmpty() ? contains(handle) : locate(handle).stream().anyMatch(copy -> !without.contains(copy.pack()));
    }

    /** Returns the number of the blob's first entry, which stays the same as others are added; negative if there is none. */
    int first(BlobHandle handle) {
        lock.readLock().lock();
        try {
            int slot = slot(handle.id());
            int entry = entry(slot);
            while (entry != NONE && !entries.is(entry, handle)) {
                slot = next(slot);
                entry = entry(slot);
            }
            return entry;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Returns the blob of an entry. */
    PackedBlob blob(int entry) {
        lock.readLock().lock();
        try {
            return entries.blob(entry);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Returns an empty set of this index's blobs. */
    public BlobMarks marks() {
        return new BlobMarks(this);
    }

    /** Returns all copies of the blob: those in trusted packs first, and among equals the one known longest; empty if there is none. */
    public List<Location> locate(BlobHandle handle) {
        lock.readLock().lock();
        try {
            List<Location> copies = new ArrayList<>(1);
            int slot = slot(handle.id());
            for (int entry = entry(slot); entry != NONE; slot = next(slot), entry = entry(slot)) {
                if (entries.is(entry, handle)) {
                    copies.add(new Location(packs.get(entries.pack(entry)), entries.blob(entry)));
                }
            }
            return trustedFirst(copies);
        } finally {
            lock.readLock().unlock();
        }
    }

    private List<Location> trustedFirst(List<Location> copies) {
        Set<Id> last = distrusted;
        if (copies.size() > 1 && !last.isEmpty()) {
            copies.sort(Comparator.comparing(copy -> last.contains(copy.pack())));
        }
        return copies;
    }

    /** Returns the number of entries; a blob with two copies counts twice. */
    public int size() {
        lock.readLock().lock();
        try {
            return entries.size();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Tells whether the pack has an entry. */
    public boolean containsPack(Id pack) {
        lock.readLock().lock();
        try {
            return packNumbers.containsKey(pack);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Counts entries, bytes and packs; looks at every entry. */
    public Statistics statistics() {
        lock.readLock().lock();
        try {
            int trees = 0;
            long stored = 0;
            long raw = 0;
            for (int entry = 0; entry < entries.size(); entry++) {
                PackedBlob blob = entries.blob(entry);
                trees += blob.handle().type() == BlobType.TREE ? 1 : 0;
                stored += blob.length();
                raw += blob.rawLength();
            }
            return new Statistics(packs.size(), entries.size() - trees, trees, stored, raw);
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Goes through all packs known at the beginning, with their blobs in the order of their offsets. Others may look up and add
     * meanwhile; takes four more bytes an entry while it runs.
     */
    public void forEachPack(BiConsumer<Id, List<PackedBlob>> pack) {
        int[] ends;
        int[] byPack;
        lock.readLock().lock();
        try {
            ends = new int[packs.size()];
            byPack = sortByPack(ends);
        } finally {
            lock.readLock().unlock();
        }
        for (int number = 0; number < ends.length; number++) {
            int[] group = Arrays.copyOfRange(byPack, number == 0 ? 0 : ends[number - 1], ends[number]);
            pack.accept(pack(number), blobs(group));
        }
    }

    private Id pack(int number) {
        lock.readLock().lock();
        try {
            return packs.get(number);
        } finally {
            lock.readLock().unlock();
        }
    }

    private List<PackedBlob> blobs(int[] group) {
        lock.readLock().lock();
        try {
            return Arrays.stream(group).mapToObj(entries::blob).sorted(Comparator.comparingLong(PackedBlob::offset)).toList();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Returns the entries' numbers grouped by pack (counting sort); {@code ends} gets where each pack's group ends. */
    private int[] sortByPack(int[] ends) {
        for (int entry = 0; entry < entries.size(); entry++) {
            ends[entries.pack(entry)]++;
        }
        for (int number = 1; number < ends.length; number++) {
            ends[number] += ends[number - 1];
        }
        int[] sorted = new int[entries.size()];
        int[] free = ends.clone();
        for (int entry = entries.size() - 1; entry >= 0; entry--) {
            sorted[--free[entries.pack(entry)]] = entry;
        }
        return sorted;
    }

    /**
     * What an index holds.
     *
     * @param packs       packs named
     * @param dataBlobs   copies of data blobs
     * @param treeBlobs   copies of tree blobs
     * @param storedBytes encrypted bytes of all copies
     * @param rawBytes    their bytes before compression and encryption
     */
    public record Statistics(int packs, int dataBlobs, int treeBlobs, long storedBytes, long rawBytes) {
    }
}
