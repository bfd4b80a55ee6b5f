package cerb.backup.observe;

import cerb.backup.observe.jmx.ForConsoles;
import cerb.backup.observe.jmx.Operations;
import cerb.backup.observe.jmx.RepositoryMXBean;

/** Shows the ledger. */
final class RepositoryBean implements RepositoryMXBean {
    private final Ledger ledger;
    private final Operations operations;

    RepositoryBean(Ledger ledger, Operations operations) {
        this.ledger = ledger;
        this.operations = operations;
    }

    @Override
    public long getBytesRaw() {
        return ledger.rawBytes.sum();
    }

    @Override
    public long getBytesAdded() {
        return ledger.addedBytes.sum();
    }

    @Override
    public long getBytesStored() {
        return ledger.bytesWritten.sum();
    }

    @Override
    public long getFilesWritten() {
        return ledger.filesWritten.sum();
    }

    @Override
    public double getDedupRatio() {
        long raw = ledger.rawBytes.sum();
        return raw == 0 ? 0 : 1 - (double) ledger.addedBytes.sum() / raw;
    }

    @Override
    public boolean isBelowMinimumFree() {
        return ledger.belowFloorSince() != null;
    }

    @Override
    public long getFreeBytes() {
        return ledger.freeBytes();
    }

    @Override
    public long getFindings() {
        return ledger.findings.sum();
    }

    @Override
    public long getPruneAge() {
        return ledger.ageSeconds(ledger.pruned());
    }

    @Override
    public long getRetentionAge() {
        return ledger.ageSeconds(ledger.retained());
    }

    @Override
    public long getCheckAge() {
        return ledger.ageSeconds(ledger.checked());
    }

    @Override
    public boolean isDamaged() {
        return ledger.damage() != null;
    }

    @Override
    public String sync(int seconds) throws Exception {
        return ForConsoles.call(() -> operations.sync(seconds));
    }

    @Override
    public String forget(boolean dryRun) throws Exception {
        return ForConsoles.call(() -> operations.forget(dryRun));
    }

    @Override
    public String prune(boolean dryRun) throws Exception {
        return ForConsoles.call(() -> operations.prune(dryRun));
    }
}
