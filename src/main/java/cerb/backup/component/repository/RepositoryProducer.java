package cerb.backup.component.repository;

import cerb.backup.component.exchange.MysqlDumpConstants;
import cerb.backup.component.exchange.RepositoryConstants;
import cerb.backup.mysql.dump.RunningDump;
import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.operation.Engine;
import cerb.backup.operation.RecoveryPoint;
import cerb.backup.operation.Run;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.report.Operation;
import cerb.backup.operation.report.Reason;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.ObjectHelper;
import org.apache.camel.support.SynchronizationAdapter;

/** The steps of a recovery point and of a checkpoint; work on the whole repository goes to {@link RepositoryJobs}. Safe for use by several threads at once. */
final class RepositoryProducer extends DefaultProducer {
    private final RepositoryEndpoint endpoint;
    private final RepositoryJobs jobs;

    RepositoryProducer(RepositoryEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.jobs = new RepositoryJobs(endpoint);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        switch (endpoint.getAction()) {
            case BEGIN -> begin(exchange);
            case STORE -> store(exchange);
            case COMMIT -> commit(exchange);
            case ABANDON -> abandon(exchange);
            case REFER -> refer(exchange);
            case UPDATE -> update(exchange);
            case PRUNE -> jobs.counted(Operation.PRUNE, () -> jobs.prune(exchange.getMessage()));
            case CHECK -> jobs.counted(Operation.CHECK, () -> jobs.check(exchange.getMessage()));
            case DRILL -> jobs.drill(exchange.getMessage());
            case FORGET -> jobs.counted(Operation.RETENTION, () -> jobs.forget(exchange.getMessage()));
            case SINK -> throw new UnsupportedOperationException("nothing can be sent to repository:sink; a route can only begin there");
        }
    }

    private Engine engine() {
        return endpoint.getComponent().engine();
    }

    private void begin(Exchange exchange) {
        if (exchange.getProperty(RepositoryConstants.RUN) != null) {
            throw new IllegalStateException("repository:begin comes twice in one exchange. Commit or abandon the first recovery point before the next");
        }
        Message message = exchange.getMessage();
        engine().recoveryPoint().ask(new RoutedRows(endpoint.getCamelContext()));
        Run run = engine().recoveryPoint().begin(parts(message), words(message, RepositoryConstants.TAGS), patience(message));
        exchange.setProperty(RepositoryConstants.RUN, run);
        // A stop skips the route's commit and abandon; the run would keep removals out for ever.
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange ended) {
                run.close();
            }
        });
    }

    private Set<Part> parts(Message message) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        words(message, RepositoryConstants.PARTS).forEach(word -> parts.add(Part.valueOf(word.toUpperCase(Locale.ROOT))));
        if (parts.isEmpty()) {
            parts.add(Part.DATABASE);
            if (engine().options().storage() != null) {
                parts.add(Part.STORAGE);
            }
        }
        return parts;
    }

    private Duration patience(Message message) {
        return message.getHeader(RepositoryConstants.RETRY_LOCK, engine().options().retryLock(), Duration.class);
    }

    private static List<String> words(Message message, String header) {
        String text = message.getHeader(header, "", String.class);
        return Arrays.stream(text.split(",")).map(String::strip).filter(word -> !word.isEmpty()).toList();
    }

    private void store(Exchange exchange) throws Exception {
        Run run = run(exchange);
        DumpPart part = exchange.getProperty(MysqlDumpConstants.PART, DumpPart.class);
        if (part == null) {
            throw new IllegalStateException("repository:store does not know what it is to store. Let mysql-dump:read come before it");
        }
        try (InputStream in = exchange.getMessage().getMandatoryBody(InputStream.class)) {
            run.store(part, in);
        }
        exchange.getMessage().setBody(null);
    }

    private void commit(Exchange exchange) {
        Run run = run(exchange);
        RunningDump dump = exchange.getProperty(MysqlDumpConstants.DUMP, RunningDump.class);
        RecoveryPointResult result = dump == null ? run.commit() : run.commit(dump.finish());
        exchange.removeProperty(RepositoryConstants.RUN);
        answer(exchange.getMessage(), Optional.of(result));
    }

    private Run run(Exchange exchange) {
        Run run = exchange.getProperty(RepositoryConstants.RUN, Run.class);
        if (run == null) {
            throw new IllegalStateException("repository:" + endpoint.getAction().word() + " without a recovery point. Let repository:begin come before it");
        }
        return run;
    }

    /** Throws again what has failed, itself and not Camel's wrapping of it: a caller that tries again must know it, and a split marks its own failure as tried enough. */
    private static void abandon(Exchange exchange) throws Exception {
        Exception failure = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
        if (exchange.removeProperty(RepositoryConstants.RUN) instanceof Run run) {
            run.abandon(failure == null ? Reason.of("the route ended before it was committed") : Reason.of(failure));
        }
        while (failure instanceof CamelExchangeException && failure.getCause() instanceof Exception cause) {
            failure = cause;
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** While the query runs: its rows are gone when the exchange has ended. */
    private static void refer(Exchange exchange) {
        ReferredRows rows = exchange.getProperty(RepositoryConstants.REFERRED, ReferredRows.class);
        if (rows == null) {
            throw new IllegalStateException("repository:refer without a cross-check that asks for rows. Let the route begin at direct:cross-check-references, and let nobody else call it");
        }
        rows.take(ObjectHelper.createIterator(exchange.getMessage().getBody()));
        exchange.getMessage().setBody(null);
    }

    /** With a batch: what it names, if anything has changed. Without: everything, as somebody asked for it. */
    private void update(Exchange exchange) {
        Message message = exchange.getMessage();
        if (message.getBody() instanceof DirtyBatch batch) {
            checkpoint(exchange, batch);
        } else {
            try (Run run = engine().recoveryPoint().begin(Set.of(Part.STORAGE), words(message, RepositoryConstants.TAGS), patience(message))) {
                answer(message, Optional.of(run.commit()));
            }
        }
        message.setHeader(RepositoryConstants.UPDATED, true);
    }

    private void checkpoint(Exchange exchange, DirtyBatch batch) {
        RecoveryPoint point = engine().recoveryPoint();
        try {
            answer(exchange.getMessage(), point.checkpoint(batch));
        } catch (RuntimeException | Error e) {
            exchange.setProperty(RepositoryConstants.ABANDONED, true);
            throw e;
        }
    }

    private static void answer(Message message, Optional<RecoveryPointResult> result) {
        message.setBody(result.orElse(null));
        result.ifPresent(written -> {
            message.setHeader(RepositoryConstants.SNAPSHOT, written.snapshot().toString());
            message.setHeader(RepositoryConstants.INCOMPLETE, written.incomplete());
        });
    }
}
