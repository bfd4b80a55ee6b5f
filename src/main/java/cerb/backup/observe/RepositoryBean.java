package cerb.backup.observe;

/** Shows the ledger. */
final class RepositoryBean implements RepositoryMXBean {
    private final Ledger ledger;

    RepositoryBean(Ledger ledger) {
        this.ledger = ledger;
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
        return ledger.belowFloor();
    }

    @Override
    public long getFreeBytes() {
        return ledger.freeBytes();
    }

    @Override
    public long getFindings() {
        return ledger.findings.sum();
    }
}
