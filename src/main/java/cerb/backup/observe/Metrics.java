package cerb.backup.observe;

import cerb.backup.operation.report.Operation;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Shows a ledger to Micrometer, and so to Prometheus: {@code cerb_backup_*} with the label {@code helpdesk}, those of a sink with {@code sink} as well, problems with their
 * code. All of them stand in {@code docker/prometheus/README.md}. What is asked of others when it is shown, the disk and the problems, is cheap and never the repository.
 */
public final class Metrics {
    private final Ledger ledger;
    private final MeterRegistry registry;
    private final Tags tags;

    private Metrics(String helpdesk, Ledger ledger, MeterRegistry registry) {
        this.ledger = ledger;
        this.registry = registry;
        this.tags = Tags.of("helpdesk", helpdesk);
    }

    /**
     * Adds the meters of a helpdesk to a registry. The registry refers to the ledger only weakly, so the caller keeps the ledger.
     *
     * @param repository its directory
     * @param listing    the bytes of all files in it, by a listing, which is asked for now and then
     */
    public static void bind(String helpdesk, Ledger ledger, Path repository, LongSupplier listing, Supplier<List<Problem>> problems, MeterRegistry registry) {
        Metrics metrics = new Metrics(helpdesk, ledger, registry);
        Meter.OF_HELPDESK.forEach(meter -> metrics.add(meter, metrics.tags));
        List.of("snapshot", "locked", "best-effort").forEach(metrics::tables);
        for (Operation operation : Operation.values()) {
            metrics.add(Meter.counter("errors", "What ended without success; of retention, prune and check what the clock began", known -> known.errors(operation)),
                    metrics.tags.and("operation", word(operation)));
        }
        ledger.onSink(metrics::sink);
        RepositorySize size = new RepositorySize(ledger, listing, Clock.systemUTC());
        metrics.add(Meter.gauge("repository.bytes", "Bytes of the files in the repository's directory", known -> size.bytes()), metrics.tags);
        metrics.disk(repository.toFile());
        metrics.problems(problems);
    }

    private void tables(String consistency) {
        add(Meter.gauge("tables", "Tables of the last dump", known -> known.tables().getOrDefault(consistency, 0)), tags.and("consistency", consistency));
    }

    private void sink(String name) {
        List.of(Meter.gauge("sink.backlog.files", "Files that the sink has not confirmed", known -> known.sink(name).backlog().files()),
                Meter.gauge("sink.backlog.bytes", "Bytes that the sink has not confirmed", known -> known.sink(name).backlog().bytes()),
                Meter.time("sink.backlog.oldest", "Time since which the file has waited that waits longest for the sink", known -> known.sink(name).backlog().oldest().orElse(null)),
                Meter.time("sink.caught.up", "Time at which the sink last held everything", known -> known.sink(name).caughtUp()),
                Meter.time("sink.confirmed", "Time at which the sink last confirmed a file", known -> known.sink(name).confirmed().last()),
                Meter.gauge("sink.up", "0 from a failure of the sink until it holds everything, or confirms a file with no failure for 15 minutes, else 1", known -> known.sink(name).lastFailure() == null ? 1 : 0),
                Meter.counter("sink.confirmed.bytes", "Bytes that the sink confirmed", known -> known.sink(name).confirmed().bytes()),
                Meter.counter("sink.confirmed.files", "Files that the sink confirmed", known -> known.sink(name).confirmed().files()),
                Meter.counter("sink.failures", "Failures of the sink", known -> known.sink(name).failures()))
                .forEach(meter -> add(meter, tags.and("sink", name)));
    }

    private void disk(File repository) {
        add(Meter.gauge("repository.disk.free.bytes", "Free bytes on the disk of the repository", known -> repository.getUsableSpace()), tags);
        add(Meter.gauge("repository.disk.bytes", "Size of the disk of the repository", known -> repository.getTotalSpace()), tags);
    }

    private void problems(Supplier<List<Problem>> problems) {
        Supplier<List<Problem>> listed = new Lately<>(problems);
        for (Problem.Kind kind : Problem.Kind.values()) {
            add(Meter.gauge("problems", "What is wrong: how many problems of this code there are", known -> listed.get().stream().filter(problem -> problem.kind() == kind).count()),
                    tags.and("code", kind.code(), "severity", word(kind.severity())));
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void add(Meter meter, Tags labels) {
        if (meter.counter()) {
            FunctionCounter.builder(meter.name(), ledger, meter.value()).description(meter.description()).tags(labels).register(registry);
        } else {
            Gauge.builder(meter.name(), ledger, meter.value()).description(meter.description()).tags(labels).register(registry);
        }
    }

    /** A list that is asked for once a scrape, and not once a number of it. Thread-safe. */
    private static final class Lately<T> implements Supplier<T> {
        private static final long NANOS = 1_000_000_000;

        private final Supplier<T> source;
        private T last;
        private long asked;

        Lately(Supplier<T> source) {
            this.source = source;
        }

        @Override
        public synchronized T get() {
            long now = System.nanoTime();
            if (last == null || now - asked > NANOS) {
                last = source.get();
                asked = now;
            }
            return last;
        }
    }
}
