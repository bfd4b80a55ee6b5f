package cerb.backup.repository.pack;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps the arrays that packs are assembled in for the next packs. What is in use is bounded by the number of packs that are open
 * or being saved; what is kept for later, here. Safe for use by several threads.
 */
public final class SegmentPool {
    /** Length of a segment in bytes: small, so that a pack with one tree blob takes little. */
    static final int SEGMENT_LENGTH = 256 * 1024;
    private static final int MOST_KEPT = 128;

    private final Deque<byte[]> free = new ArrayDeque<>();

    synchronized byte[] take() {
        byte[] segment = free.pollFirst();
        return segment == null ? new byte[SEGMENT_LENGTH] : segment;
    }

    synchronized void give(byte[] segment) {
        if (free.size() < MOST_KEPT) {
            free.addFirst(segment);
        }
    }

    /** Forgets what is kept for later. */
    public synchronized void clear() {
        free.clear();
    }
}
