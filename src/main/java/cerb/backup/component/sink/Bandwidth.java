package cerb.backup.component.sink;

import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;

/** A number of bytes a second that all transfers to one sink share. Thread-safe. */
final class Bandwidth {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    /** So many pieces a second at least: a transfer that waits longer than its peer's patience is given up. */
    private static final int PIECES = 10;

    private final long bytesPerSecond;
    private long freeAt = System.nanoTime();

    /**
     * @param bytesPerSecond 0 for no limit
     */
    Bandwidth(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** The most bytes to send in one go, of as many as are wanted. */
    int piece(int wanted) {
        return bytesPerSecond == 0 ? wanted : (int) Math.min(wanted, Math.max(1, bytesPerSecond / PIECES));
    }

    /**
     * Waits until what others have taken is through, and takes so many bytes.
     *
     * @throws InterruptedIOException if the thread is interrupted
     */
    void take(int bytes) throws InterruptedIOException {
        if (bytesPerSecond == 0 || bytes <= 0) {
            return;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(reserve(bytes));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for bandwidth");
        }
    }

    /** How long to wait. Time that nobody used is gone: no burst makes up for it. */
    private synchronized long reserve(int bytes) {
        long now = System.nanoTime();
        long begin = freeAt - now > 0 ? freeAt : now;
        freeAt = begin + (long) ((double) bytes / bytesPerSecond * SECOND);
        return begin - now;
    }
}
