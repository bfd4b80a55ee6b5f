package cerb.backup.observe;

import cerb.backup.observe.jmx.DrillMXBean;
import cerb.backup.operation.observer.DrillResult;
import java.util.Optional;

/** Shows the last drill. */
final class DrillBean implements DrillMXBean {
    private final Ledger ledger;

    DrillBean(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public long getLastDrillAge() {
        return ledger.ageSeconds(last().map(DrillResult::at).orElse(null));
    }

    @Override
    public long getLastDrillPassedAge() {
        return ledger.ageSeconds(ledger.drillsKnown().passed());
    }

    @Override
    public String getLastDrillOutcome() {
        return last().map(drill -> drill.outcome().name()).orElse("");
    }

    @Override
    public String getLastDrillSource() {
        return last().map(DrillResult::sink).orElse("");
    }

    @Override
    public double getLastDrillRestoreSeconds() {
        return last().map(drill -> drill.recoveryTime().toMillis() / 1000.0).orElse(-1.0);
    }

    @Override
    public long getLastDrillMismatches() {
        return last().map(DrillResult::mismatches).orElse(-1L);
    }

    private Optional<DrillResult> last() {
        return Optional.ofNullable(ledger.drillsKnown().last());
    }
}
