package cerb.backup.component.repository;

import cerb.backup.component.exchange.RepositoryConstants;
import cerb.backup.operation.Engine;
import cerb.backup.operation.check.Check;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.check.Subset;
import cerb.backup.operation.drill.Drill;
import cerb.backup.operation.drill.DrillOptions;
import cerb.backup.operation.drill.DrillReport;
import cerb.backup.operation.forget.Forget;
import cerb.backup.operation.forget.ForgetOptions;
import cerb.backup.operation.forget.ForgetResult;
import cerb.backup.operation.marks.MarksFile;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.PruneResult;
import cerb.backup.operation.prune.Prune;
import cerb.backup.operation.prune.PruneOptions;
import cerb.backup.operation.report.Operation;
import cerb.backup.operation.report.Reason;
import java.time.Duration;
import java.util.Locale;
import org.apache.camel.Message;

/** The work on a whole repository: its prune, check, retention and drills. Safe for use by several threads at once. */
final class RepositoryJobs {
    private final RepositoryEndpoint endpoint;

    RepositoryJobs(RepositoryEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Does one of them, and tells the observers where it fails. */
    void counted(Operation operation, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            engine().observers().all().failed(operation, Reason.of(e));
            throw e;
        }
    }

    void prune(Message message) {
        PruneOptions options = PruneOptions.standard(engine().options().repository().packSize())
                .withMaxUnused(endpoint.getMaxUnused() / 100.0)
                .withMostSmall(endpoint.getMostSmall())
                .withGrace(Duration.ofMillis(endpoint.getGrace()))
                .withTrial(Duration.ofMillis(endpoint.getTrial()));
        PruneResult result = new Prune(engine(), engine().observers().all()).run(options);
        message.setBody(result);
        message.setHeader(RepositoryConstants.FREED_BYTES, result.bytesFreed());
        message.setHeader(RepositoryConstants.DRY_RUN, result.dryRun());
    }

    void check(Message message) {
        String read = message.getHeader(RepositoryConstants.READ_DATA, endpoint.getReadData(), String.class);
        MarksFile marks = new MarksFile(engine().options().repositoryDirectory());
        Subset subset = read == null || read.isEmpty() ? Subset.NONE : Subset.parse(read, marks.read().part());
        engine().files().compare();
        CheckResult result = new Check(engine().repository(), engine().observers().all()).run(new CheckOptions(subset, engine().options().threads(), engine().options().retryLock()));
        if (subset.parts() > 0) {
            marks.partRead(subset.part());
        }
        message.setBody(result);
        message.setHeader(RepositoryConstants.DAMAGED, result.damaged());
    }

    void drill(Message message) {
        DrillOptions options = message.getHeader(RepositoryConstants.TARGETS, () -> DrillSource.options(endpoint.getComponent()), DrillOptions.class);
        String asked = message.getHeader(RepositoryConstants.FROM, endpoint.getFrom(), String.class);
        String from = asked == null || asked.isEmpty() ? options.nextSource() : asked;
        DrillReport report = new Drill(options, engine().observers().all(), engine().clock()).run(from, new DrillSource(endpoint.getComponent(), from)::open);
        message.removeHeader(RepositoryConstants.TARGETS);
        message.setBody(report);
        message.setHeader(RepositoryConstants.OUTCOME, report.result().outcome().name().toLowerCase(Locale.ROOT));
    }

    void forget(Message message) {
        ForgetResult result = new Forget(engine()).run(ForgetOptions.by(engine().options().retention()).dry(endpoint.isDryRun()));
        message.setBody(result);
        message.setHeader(RepositoryConstants.REMOVED, result.removed().size());
        message.setHeader(RepositoryConstants.DRY_RUN, result.dryRun());
        message.setHeader(RepositoryConstants.INCOMPLETE, result.incomplete());
        message.setHeader(RepositoryConstants.INDEX_FILES, engine().repository().index().smallIndexFiles().size());
    }

    private Engine engine() {
        return endpoint.getComponent().engine();
    }
}
