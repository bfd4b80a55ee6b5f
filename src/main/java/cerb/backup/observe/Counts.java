package cerb.backup.observe;

import cerb.backup.operation.drill.Drills;
import cerb.backup.operation.manifest.CrossChecked;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.DrillResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.PruneResult;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Operation;
import cerb.backup.operation.report.Reason;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What has happened since the process began, counted, and the last result of each kind. Thread-safe; every method returns at once. */
class Counts implements Observer {
    final LongAdder recoveryPoints = new LongAdder();
    final LongAdder checkpoints = new LongAdder();
    final LongAdder incomplete = new LongAdder();
    final LongAdder abandoned = new LongAdder();
    final LongAdder findings = new LongAdder();
    final LongAdder damages = new LongAdder();
    final LongAdder rawBytes = new LongAdder();
    final LongAdder addedBytes = new LongAdder();
    final LongAdder filesWritten = new LongAdder();
    final LongAdder bytesWritten = new LongAdder();
    final LongAdder filesRemoved = new LongAdder();
    final LongAdder prunedBytes = new LongAdder();
    final LongAdder checkedBytes = new LongAdder();
    final LongAdder drills = new LongAdder();
    final LongAdder drillsFailed = new LongAdder();
    private final Map<Operation, LongAdder> errors = new EnumMap<>(Operation.class);
    private volatile int snapshots;
    private volatile Instant oldest;
    private volatile RecoveryPointResult lastPoint;
    private volatile CheckResult lastCheck;
    private volatile CrossChecked lastCrossCheck;
    private volatile Drills drillsKnown = Drills.NONE;

    Counts() {
        Arrays.stream(Operation.values()).forEach(operation -> errors.put(operation, new LongAdder()));
    }

    @Override
    public void committed(RecoveryPointResult result) {
        boolean complete = result.kind() == RecoveryPointResult.Kind.RECOVERY_POINT && !result.incomplete();
        resumeSnapshots(snapshots + 1, oldest == null && complete ? result.time() : oldest);
        if (result.kind() == RecoveryPointResult.Kind.RECOVERY_POINT) {
            recoveryPoints.increment();
            lastPoint = result;
        } else {
            checkpoints.increment();
        }
        if (result.incomplete()) {
            incomplete.increment();
        }
    }

    @Override
    public void abandoned(RecoveryPointResult.Kind kind, Reason reason) {
        abandoned.increment();
        failed(kind == RecoveryPointResult.Kind.RECOVERY_POINT ? Operation.RECOVERY_POINT : Operation.CHECKPOINT, reason);
    }

    @Override
    public void stored(long raw, long added) {
        rawBytes.add(raw);
        addedBytes.add(added);
    }

    @Override
    public void fileWritten(long bytes) {
        filesWritten.increment();
        bytesWritten.add(bytes);
    }

    @Override
    public void fileRemoved() {
        filesRemoved.increment();
    }

    @Override
    public void failed(Operation operation, Reason reason) {
        errors.get(operation).increment();
    }

    @Override
    public void mirrorFailed(String sink, String reason) {
        failed(Operation.MIRROR, Reason.of(reason));
    }

    @Override
    public void alertFailed(String receiver, String reason) {
        failed(Operation.ALERT, Reason.of(reason));
    }

    @Override
    public void pruned(PruneResult result, Instant at) {
        prunedBytes.add(result.dryRun() ? 0 : Math.max(0, result.bytesFreed()));
    }

    @Override
    public void checked(CheckResult result, Instant at) {
        checkedBytes.add(result.bytesRead());
        lastCheck = result;
    }

    @Override
    public void crossChecked(CrossChecked result) {
        lastCrossCheck = result;
    }

    /** Takes over the comparison of an earlier process. */
    public void resumeCrossCheck(CrossChecked earlier) {
        lastCrossCheck = lastCrossCheck == null ? earlier : lastCrossCheck;
    }

    @Override
    public void forgot(int left, Instant oldestLeft) {
        resumeSnapshots(left, oldestLeft);
    }

    /** There are so many snapshots of the helpdesk, the oldest complete recovery point of this time, or null. */
    public synchronized void resumeSnapshots(int count, Instant oldestOfThem) {
        snapshots = count;
        oldest = oldestOfThem;
    }

    @Override
    public void drilled(DrillResult result) {
        if (result.outcome() != DrillResult.Outcome.REFUSED) {
            drills.increment();
            drillsFailed.add(result.outcome() == DrillResult.Outcome.FAILED ? 1 : 0);
        }
        if (result.outcome() != DrillResult.Outcome.PASSED) {
            errors.get(Operation.DRILL).increment();
        }
        synchronized (this) {
            drillsKnown = drillsKnown.with(result);
        }
    }

    /** Takes over what is known of the drills of earlier processes. */
    public synchronized void resumeDrills(Drills earlier) {
        drillsKnown = earlier;
    }

    @Override
    public void found(Finding finding) {
        findings.increment();
        damages.add(finding.severity() == Finding.Severity.DAMAGE ? 1 : 0);
    }

    /** How many runs of this process left no complete snapshot. */
    long gaps() {
        return incomplete.sum() + abandoned.sum();
    }

    /** How many operations of this kind ended without success. */
    long errors(Operation operation) {
        return errors.get(operation).sum();
    }

    /** How many snapshots of the helpdesk there are. */
    int snapshots() {
        return snapshots;
    }

    /** The time of the oldest complete recovery point, or null. */
    Instant oldest() {
        return oldest;
    }

    /** The last recovery point of this process, complete or not, or null. */
    RecoveryPointResult lastPoint() {
        return lastPoint;
    }

    /** The last check of this process, or null. */
    CheckResult lastCheck() {
        return lastCheck;
    }

    /** The last cross-check of this process, or that of the last recovery point before it where that is incomplete, or null. */
    CrossChecked lastCrossCheck() {
        return lastCrossCheck;
    }

    /** What is known of drills. */
    public Drills drillsKnown() {
        return drillsKnown;
    }
}
