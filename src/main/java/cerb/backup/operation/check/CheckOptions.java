package cerb.backup.operation.check;

import java.time.Duration;
import java.util.Objects;

/**
 * What is checked.
 *
 * @param readData which packs are read, beside the structure
 * @param threads  packs read at once
 * @param retryLock how long to wait for another program that holds an exclusive lock
 */
public record CheckOptions(Subset readData, int threads, Duration retryLock) {
    public CheckOptions {
        Objects.requireNonNull(readData, "readData");
        Objects.requireNonNull(retryLock, "retryLock");
        if (threads < 1) {
            throw new IllegalArgumentException("packs cannot be read by " + threads + " threads");
        }
    }

    /** With no waiting for locks. */
    public CheckOptions(Subset readData, int threads) {
        this(readData, threads, Duration.ZERO);
    }

    /** The same, with another time to wait for a lock. */
    public CheckOptions withRetryLock(Duration other) {
        return new CheckOptions(readData, threads, other);
    }

    /** The structure alone. */
    public static CheckOptions structure() {
        return new CheckOptions(Subset.NONE, 1);
    }

    /** The structure and every pack, with two threads. */
    public static CheckOptions everything() {
        return new CheckOptions(Subset.ALL, 2);
    }
}
