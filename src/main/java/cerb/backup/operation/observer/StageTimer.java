package cerb.backup.operation.observer;

import cerb.backup.operation.report.Progress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Tells an observer of one stage: its begin, its progress a few times a second, its end, however it ends. Thread-safe. */
public final class StageTimer implements AutoCloseable {
    private static final long INTERVAL_NANOS = Duration.ofMillis(250).toNanos();

    private final Observer observer;
    private final Stage stage;
    private final long began = System.nanoTime();
    private final AtomicLong nextProgress = new AtomicLong(began);

    /** Begins a stage. */
    public StageTimer(Observer observer, Stage stage) {
        this.observer = observer;
        this.stage = stage;
        observer.stageBegan(stage);
    }

    /** Tells of progress, unless it was told a moment ago. */
    public void progress(Progress progress) {
        long now = System.nanoTime();
        long due = nextProgress.get();
        if (now - due >= 0 && nextProgress.compareAndSet(due, now + INTERVAL_NANOS)) {
            observer.progress(stage, progress);
        }
    }

    /** Ends the stage. */
    @Override
    public void close() {
        observer.stageEnded(stage, Duration.ofNanos(System.nanoTime() - began));
    }
}
