package cerb.backup.observe;

import cerb.backup.observe.jmx.ForConsoles;
import cerb.backup.observe.jmx.Operations;
import cerb.backup.observe.jmx.RecoveryPointsMXBean;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Shows the ledger. */
final class RecoveryPointsBean implements RecoveryPointsMXBean {
    private final Ledger ledger;
    private final Supplier<List<Problem>> problems;
    private final Operations operations;

    RecoveryPointsBean(Ledger ledger, Supplier<List<Problem>> problems, Operations operations) {
        this.ledger = ledger;
        this.problems = problems;
        this.operations = operations;
    }

    @Override
    public long getRecoveryPointAge() {
        return ledger.ageSeconds(ledger.recoveryPoint());
    }

    @Override
    public long getCheckpointAge() {
        return ledger.ageSeconds(ledger.checkpoint());
    }

    @Override
    public long getDatabaseAge() {
        return ledger.ageSeconds(ledger.database());
    }

    @Override
    public long getStorageConfirmedAge() {
        return ledger.ageSeconds(ledger.storage());
    }

    @Override
    public long getRecoveryPoints() {
        return ledger.recoveryPoints.sum();
    }

    @Override
    public long getCheckpoints() {
        return ledger.checkpoints.sum();
    }

    @Override
    public long getIncomplete() {
        return ledger.incomplete.sum();
    }

    @Override
    public long getAbandoned() {
        return ledger.abandoned.sum();
    }

    @Override
    public String getLastFailure() {
        return ledger.lastFailure() == null ? "" : ledger.lastFailure().reason();
    }

    @Override
    public String getStage() {
        return ledger.stage() == null ? "" : ledger.stage().name();
    }

    @Override
    public long getLockHeldMillis() {
        return ledger.lockedMillis();
    }

    @Override
    public long getTableLockHeldMillis() {
        return ledger.tableLockedMillis();
    }

    @Override
    public Map<String, Integer> getTablesByConsistency() {
        return ledger.tables();
    }

    @Override
    public long getGaps() {
        return ledger.gaps();
    }

    @Override
    public List<String> getProblems() {
        return problems.get().stream().map(problem -> problem.kind().code() + ": " + problem.text()).toList();
    }

    @Override
    public String backupNow() throws Exception {
        return ForConsoles.call(operations::backupNow);
    }

    @Override
    public void pause() throws Exception {
        ForConsoles.call(() -> {
            operations.pause();
            return "";
        });
    }

    @Override
    public void resume() throws Exception {
        ForConsoles.call(() -> {
            operations.resume();
            return "";
        });
    }
}
