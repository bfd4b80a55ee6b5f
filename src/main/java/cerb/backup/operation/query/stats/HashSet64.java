package cerb.backup.operation.query.stats;

/** A set of numbers that are hashes, in eight to sixteen bytes each. Not thread-safe. */
final class HashSet64 {
    private long[] slots = new long[1024];
    private int size;

    /** Adds one; tells whether it is new. 0 stands for an empty slot, so it counts as 1. */
    boolean add(long hash) {
        long value = hash == 0 ? 1 : hash;
        if (!put(slots, value)) {
            return false;
        }
        if (++size > slots.length - (slots.length >>> 2)) {
            grow();
        }
        return true;
    }

    private void grow() {
        long[] larger = new long[2 * slots.length];
        for (long value : slots) {
            if (value != 0) {
                put(larger, value);
            }
        }
        slots = larger;
    }

    private static boolean put(long[] slots, long value) {
        int slot = (int) (value >>> 32) & slots.length - 1;
        while (slots[slot] != 0) {
            if (slots[slot] == value) {
                return false;
            }
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = value;
        return true;
    }
}
