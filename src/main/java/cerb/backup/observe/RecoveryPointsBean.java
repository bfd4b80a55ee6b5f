package cerb.backup.observe;

import java.util.Map;
import java.util.concurrent.Callable;

/** Shows the ledger. */
final class RecoveryPointsBean implements RecoveryPointsMXBean {
    private final Ledger ledger;
    private final Callable<String> backupNow;

    RecoveryPointsBean(Ledger ledger, Callable<String> backupNow) {
        this.ledger = ledger;
        this.backupNow = backupNow;
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
    public Map<String, Integer> getTablesByConsistency() {
        return ledger.tables();
    }

    @Override
    public String backupNow() throws Exception {
        try {
            return backupNow.call();
        } catch (Exception e) {
            // A console has none of our classes, so only the words can travel.
            throw new Exception(e.getMessage());
        }
    }
}
