package cerb.backup.observe;

import cerb.backup.observe.jmx.SinkMXBean;

/** Shows what the ledger knows of one sink. */
final class SinkBean implements SinkMXBean {
    private final Ledger ledger;
    private final String sink;

    SinkBean(Ledger ledger, String sink) {
        this.ledger = ledger;
        this.sink = sink;
    }

    @Override
    public long getBacklogFiles() {
        return ledger.sink(sink).backlog().files();
    }

    @Override
    public long getBacklogBytes() {
        return ledger.sink(sink).backlog().bytes();
    }

    @Override
    public long getBacklogAge() {
        return ledger.ageSeconds(ledger.sink(sink).backlog().oldest().orElse(null));
    }

    @Override
    public long getConfirmedFiles() {
        return ledger.sink(sink).confirmed().files();
    }

    @Override
    public long getConfirmedBytes() {
        return ledger.sink(sink).confirmed().bytes();
    }

    @Override
    public long getCaughtUpAge() {
        return ledger.ageSeconds(ledger.sink(sink).caughtUp());
    }

    @Override
    public long getFailures() {
        return ledger.sink(sink).failures();
    }

    @Override
    public String getLastFailure() {
        String reason = ledger.sink(sink).lastFailure();
        return reason == null ? "" : reason;
    }
}
