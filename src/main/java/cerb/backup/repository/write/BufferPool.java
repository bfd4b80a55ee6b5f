package cerb.backup.repository.write;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lends byte arrays within a budget, and so bounds all work that waits for a worker: who wants an array while the budget is lent out
 * waits until one comes back. Arrays are powers of two in length and re-used, so that a long run makes no garbage.
 */
final class BufferPool {
    private static final int SMALLEST_BITS = 12;
    private static final int LARGEST_BITS = 30;

    private final long budget;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();
    private final Deque<byte[]>[] free = newClasses();
    private long lentBytes;
    private long freeBytes;

    /** Lends at most {@code budget} bytes at once; a single array may be longer if nothing else is lent. */
    BufferPool(long budget) {
        this.budget = budget;
    }

    @SuppressWarnings("unchecked")
    private static Deque<byte[]>[] newClasses() {
        Deque<byte[]>[] classes = (Deque<byte[]>[]) new Deque<?>[LARGEST_BITS + 1];
        for (int bits = SMALLEST_BITS; bits <= LARGEST_BITS; bits++) {
            classes[bits] = new ArrayDeque<>();
        }
        return classes;
    }

    /** Lends an array of at least this length; its content is arbitrary. Waits without regard to interrupts. */
    byte[] take(int length) {
        int bits = bits(length);
        lock.lock();
        try {
            while (lentBytes > 0 && lentBytes + (1L << bits) > budget) {
                returned.awaitUninterruptibly();
            }
            byte[] array = free[bits].pollFirst();
            freeBytes -= array == null ? 0 : array.length;
            lentBytes += 1L << bits;
            makeRoom();
            return array == null ? allocate(bits) : array;
        } finally {
            lock.unlock();
        }
    }

    private byte[] allocate(int bits) {
        try {
            return new byte[1 << bits];
        } catch (OutOfMemoryError e) {
            lentBytes -= 1L << bits;
            throw e;
        }
    }

    /** Takes an array back that was lent. */
    void give(byte[] array) {
        lock.lock();
        try {
            lentBytes -= array.length;
            freeBytes += array.length;
            free[bits(array.length)].addFirst(array);
            makeRoom();
            returned.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all free arrays. */
    void clear() {
        lock.lock();
        try {
            for (int bits = SMALLEST_BITS; bits <= LARGEST_BITS; bits++) {
                free[bits].clear();
            }
            freeBytes = 0;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets free arrays, the longest first, until all arrays together fit the budget. */
    private void makeRoom() {
        for (int bits = LARGEST_BITS; bits >= SMALLEST_BITS && lentBytes + freeBytes > budget; bits--) {
            while (lentBytes + freeBytes > budget && free[bits].pollFirst() != null) {
                freeBytes -= 1L << bits;
            }
        }
    }

    private static int bits(int length) {
        return Math.max(SMALLEST_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(length, 1) - 1));
    }
}
