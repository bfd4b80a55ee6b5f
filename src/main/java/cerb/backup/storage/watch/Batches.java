package cerb.backup.storage.watch;

import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import java.time.Duration;
import java.util.Optional;

/**
 * Changes on one side, batches on the other: marks are collected, settle, and are handed out one batch at a time; a batch is forgotten only
 * when it is acknowledged. Reconciles by itself, so that it needs no other thread to be alive. Thread-safe.
 */
final class Batches {
    private final WatchOptions options;
    private final DirtySet dirty;
    private final Settling settling;
    private DirtyBatch inFlight;
    private boolean begun;
    private boolean scanning;
    private long walked;

    Batches(WatchOptions options) {
        this.options = options;
        this.dirty = new DirtySet(options.capacity());
        this.settling = new Settling(options);
    }

    synchronized void mark(RelativePath directory, FileName name) {
        dirty.mark(directory, name);
        changed();
    }

    synchronized void mark(RelativePath directory) {
        dirty.mark(directory);
        changed();
    }

    synchronized void markRoot() {
        dirty.markRoot();
        begun = true;
        walked = System.nanoTime();
        changed();
    }

    /** Whether events cannot be relied on for all directories, so that everything is scanned more often. */
    synchronized void scanning(boolean on) {
        scanning = on;
        notifyAll();
    }

    private void changed() {
        settling.changed(System.nanoTime());
        notifyAll();
    }

    /** The next batch that is due, waiting so long for it; empty if there is none or one is still in flight. */
    synchronized Optional<DirtyBatch> poll(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            long now = System.nanoTime();
            long untilWalk = reconcile(now);
            long untilDue = inFlight == null ? settling.untilDue(now) : Long.MAX_VALUE;
            if (untilDue <= 0) {
                return Optional.of(take(now));
            }
            if (deadline - now <= 0) {
                return Optional.empty();
            }
            // a millisecond more than asked, because waiting too short would spin
            wait(Math.min(Math.min(untilDue, untilWalk), deadline - now) / 1_000_000 + 1);
        }
    }

    private long reconcile(long now) {
        long period = (scanning ? options.scan() : options.reconcile()).toNanos();
        if (begun && now - walked >= period) {
            markRoot();
        }
        return begun ? period - (now - walked) : Long.MAX_VALUE;
    }

    private DirtyBatch take(long now) {
        settling.taken(now);
        inFlight = dirty.take();
        return inFlight;
    }

    synchronized void acknowledge(DirtyBatch batch) {
        refuseOther(batch);
        inFlight = null;
        notifyAll();
    }

    synchronized void reject(DirtyBatch batch) {
        refuseOther(batch);
        dirty.merge(batch);
        settling.rejected(System.nanoTime());
        inFlight = null;
        notifyAll();
    }

    private void refuseOther(DirtyBatch batch) {
        if (batch != inFlight) {
            throw new IllegalStateException("not the batch in flight: " + batch);
        }
    }
}
