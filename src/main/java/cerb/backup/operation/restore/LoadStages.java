package cerb.backup.operation.restore;

import cerb.backup.mysql.load.LoadListener;
import cerb.backup.operation.Observer;
import cerb.backup.operation.Stage;
import cerb.backup.operation.StageTimer;
import cerb.backup.operation.report.Progress;

/** Tells an observer how far a load is, its verification as a stage of its own. Thread-safe. */
final class LoadStages implements LoadListener, AutoCloseable {
    private final Observer observer;
    private final StageTimer loading;
    private StageTimer verifying;

    /** {@code loading} has begun, and is ended by others. */
    LoadStages(Observer observer, StageTimer loading) {
        this.observer = observer;
        this.loading = loading;
    }

    @Override
    public void begun() {
        // not by the timer, which would then keep the first amounts to itself
        observer.progress(Stage.RESTORE_DATABASE, Progress.open(0, 0));
    }

    @Override
    public void loaded(Amount amount) {
        loading.progress(progress(amount));
    }

    @Override
    public void verified(Amount amount) {
        verifying().progress(progress(amount));
    }

    private synchronized StageTimer verifying() {
        if (verifying == null) {
            verifying = new StageTimer(observer, Stage.VERIFY_DATABASE);
        }
        return verifying;
    }

    private static Progress progress(Amount amount) {
        return new Progress(amount.parts(), amount.allParts(), amount.bytes(), amount.allBytes());
    }

    @Override
    public synchronized void close() {
        if (verifying != null) {
            verifying.close();
        }
    }
}
