package cerb.backup.operation.restore;

import cerb.backup.mysql.load.LoadListener;
import cerb.backup.mysql.load.target.Target;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.report.Progress;

/** Tells an observer how far a load is, its verification as a stage of its own, and its owner that the target is claimed. Thread-safe. */
final class LoadStages implements LoadListener, AutoCloseable {
    private final Observer observer;
    private final StageTimer loading;
    private final Target.Claim claim;
    private StageTimer verifying;

    /** {@code loading} has begun, and is ended by others; {@code claim} hears it as itself, since an observer may hear late, or not at all. */
    LoadStages(Observer observer, StageTimer loading, Target.Claim claim) {
        this.observer = observer;
        this.loading = loading;
        this.claim = claim;
    }

    @Override
    public void begun(boolean goesOn) {
        claim.begun(goesOn);
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
