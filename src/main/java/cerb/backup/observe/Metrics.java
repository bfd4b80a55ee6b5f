package cerb.backup.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Shows a ledger to Micrometer, and so to Prometheus: {@code cerb_backup_*} with the label {@code helpdesk}, those of a sink with {@code sink} as well. Times are seconds since
 * 1970, NaN where there is none.
 */
public final class Metrics {
    private static final List<Meter> GAUGES = List.of(
            gauge("cerb.backup.recovery.point.timestamp.seconds", "Time of the newest complete recovery point", ledger -> seconds(ledger.recoveryPoint())),
            gauge("cerb.backup.checkpoint.timestamp.seconds", "Time of the newest complete checkpoint", ledger -> seconds(ledger.checkpoint())),
            gauge("cerb.backup.database.timestamp.seconds", "Point in time of the newest dump", ledger -> seconds(ledger.database())),
            gauge("cerb.backup.storage.confirmed.timestamp.seconds", "Time at which the storage directory was last known to be stored", ledger -> seconds(ledger.storage())),
            gauge("cerb.backup.lock.held.seconds", "Seconds for which the last dump made writers wait", ledger -> ledger.lockedMillis() / 1000.0),
            gauge("cerb.backup.repository.below.minimum.free", "1 where the free space is below repository.minimum-free, else 0", ledger -> ledger.belowFloor() ? 1 : 0),
            gauge("cerb.backup.running", "1 while something is being done, else 0", ledger -> ledger.stage() == null ? 0 : 1));
    private static final List<Meter> COUNTERS = List.of(
            gauge("cerb.backup.recovery.points", "Recovery points written", ledger -> ledger.recoveryPoints.sum()),
            gauge("cerb.backup.checkpoints", "Checkpoints written", ledger -> ledger.checkpoints.sum()),
            gauge("cerb.backup.incomplete", "Recovery points and checkpoints marked incomplete", ledger -> ledger.incomplete.sum()),
            gauge("cerb.backup.abandoned", "Runs that ended without a snapshot", ledger -> ledger.abandoned.sum()),
            gauge("cerb.backup.findings", "Findings reported", ledger -> ledger.findings.sum()),
            gauge("cerb.backup.raw.bytes", "Bytes of content handed to the repository", ledger -> ledger.rawBytes.sum()),
            gauge("cerb.backup.added.bytes", "Bytes of content that the repository had not held before", ledger -> ledger.addedBytes.sum()),
            gauge("cerb.backup.stored.bytes", "Bytes written to the repository's directory", ledger -> ledger.bytesWritten.sum()),
            gauge("cerb.backup.stored.files", "Files written to the repository's directory", ledger -> ledger.filesWritten.sum()));

    private final Ledger ledger;
    private final MeterRegistry registry;
    private final Tags tags;

    private Metrics(String helpdesk, Ledger ledger, MeterRegistry registry) {
        this.ledger = ledger;
        this.registry = registry;
        this.tags = Tags.of("helpdesk", helpdesk);
    }

    /** Adds the meters of a helpdesk to a registry. The registry refers to the ledger only weakly, so the caller keeps the ledger. */
    public static void bind(String helpdesk, Ledger ledger, MeterRegistry registry) {
        Metrics metrics = new Metrics(helpdesk, ledger, registry);
        GAUGES.forEach(meter -> metrics.gauge(meter, metrics.tags));
        COUNTERS.forEach(meter -> metrics.counter(meter, metrics.tags));
        List.of("snapshot", "locked", "best-effort").forEach(metrics::tables);
        ledger.onSink(metrics::sink);
    }

    private void tables(String consistency) {
        Meter meter = gauge("cerb.backup.tables", "Tables of the last dump", known -> known.tables().getOrDefault(consistency, 0));
        gauge(meter, tags.and("consistency", consistency));
    }

    private void sink(String name) {
        Tags ofSink = tags.and("sink", name);
        gauge(gauge("cerb.backup.sink.backlog.files", "Files that the sink has not confirmed", known -> known.sink(name).backlog().files()), ofSink);
        gauge(gauge("cerb.backup.sink.backlog.bytes", "Bytes that the sink has not confirmed", known -> known.sink(name).backlog().bytes()), ofSink);
        gauge(gauge("cerb.backup.sink.backlog.oldest.timestamp.seconds", "Time since which the file has waited that waits longest for the sink",
                known -> seconds(known.sink(name).backlog().oldest().orElse(null))), ofSink);
        gauge(gauge("cerb.backup.sink.caught.up.timestamp.seconds", "Time at which the sink last held everything", known -> seconds(known.sink(name).caughtUp())), ofSink);
        counter(gauge("cerb.backup.sink.confirmed.bytes", "Bytes that the sink confirmed", known -> known.sink(name).confirmedBytes()), ofSink);
        counter(gauge("cerb.backup.sink.failures", "Failures of the sink", known -> known.sink(name).failures()), ofSink);
    }

    private void gauge(Meter meter, Tags labels) {
        Gauge.builder(meter.name, ledger, meter.value).description(meter.description).tags(labels).register(registry);
    }

    private void counter(Meter meter, Tags labels) {
        FunctionCounter.builder(meter.name, ledger, meter.value).description(meter.description).tags(labels).register(registry);
    }

    private static Meter gauge(String name, String description, ToDoubleFunction<Ledger> value) {
        return new Meter(name, description, value);
    }

    private static double seconds(Instant time) {
        return time == null ? Double.NaN : time.toEpochMilli() / 1000.0;
    }

    private record Meter(String name, String description, ToDoubleFunction<Ledger> value) {}
}
