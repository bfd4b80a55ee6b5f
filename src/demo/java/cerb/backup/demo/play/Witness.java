package cerb.backup.demo.play;

import cerb.backup.operation.observer.Backlog;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.observer.RecoveryPointResult.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Counts what the engine reports, and waits for what must be reported. Thread-safe. */
final class Witness implements Observer {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Consumer<RecoveryPointResult> checkpointSeen;
    private Instant storageConfirmed = Instant.EPOCH;
    private long backlog;
    private String mirrorFailure = "and says nothing";
    private long written;
    private long mirrored;
    private int checkpoints;
    private long checkpointBytes;

    /** A witness that hands each checkpoint on as it sees it. */
    Witness(Consumer<RecoveryPointResult> checkpointSeen) {
        this.checkpointSeen = checkpointSeen;
    }

    @Override
    public void committed(RecoveryPointResult result) {
        if (result.kind() == Kind.CHECKPOINT) {
            tell(() -> {
                checkpoints++;
                checkpointBytes += result.addedBytes();
            });
            checkpointSeen.accept(result);
        }
    }

    @Override
    public void storageConfirmed(Instant at) {
        tell(() -> storageConfirmed = at);
    }

    @Override
    public void fileWritten(long bytes) {
        tell(() -> written += bytes);
    }

    @Override
    public void mirrorConfirmed(String sink, long bytes, Duration took) {
        tell(() -> mirrored += bytes);
    }

    @Override
    public void mirrorBacklog(String sink, Backlog waiting) {
        tell(() -> backlog = waiting.files());
    }

    @Override
    public void mirrorFailed(String sink, String reason) {
        tell(() -> mirrorFailure = reason);
    }

    /** Bytes written to the repository so far. */
    long written() {
        return read(() -> written);
    }

    /** Bytes that the sink has confirmed so far. */
    long mirrored() {
        return read(() -> mirrored);
    }

    /** Checkpoints so far. */
    int checkpoints() {
        return read(() -> checkpoints);
    }

    /** Content that the checkpoints added. */
    long checkpointBytes() {
        return read(() -> checkpointBytes);
    }

    /** Waits until the storage directory's state of that moment, or a later one, is in the repository. */
    void awaitStorage(Instant moment, Duration limit) throws InterruptedException {
        await(() -> !storageConfirmed.isBefore(moment), limit, () -> "the watcher did not pick up what changed until " + moment);
    }

    /** Waits until the sink has confirmed every file that was written. */
    void awaitMirror(Duration limit) throws InterruptedException {
        await(() -> backlog == 0, limit, () -> "S3 did not get everything, " + mirrorFailure);
    }

    private void await(Supplier<Boolean> condition, Duration limit, Supplier<String> complaint) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var left = limit.toNanos();
            while (!condition.get()) {
                if (left <= 0) {
                    throw new IllegalStateException(complaint.get() + " within " + limit.toSeconds() + " s");
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void tell(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T> T read(Supplier<T> value) {
        lock.lock();
        try {
            return value.get();
        } finally {
            lock.unlock();
        }
    }
}
