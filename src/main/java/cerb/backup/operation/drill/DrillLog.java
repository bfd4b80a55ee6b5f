package cerb.backup.operation.drill;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.load.LoadException;
import cerb.backup.operation.compose.Program;
import cerb.backup.operation.drill.scratch.RefusedException;
import cerb.backup.operation.observer.DrillResult;
import cerb.backup.operation.observer.DrillResult.Outcome;
import cerb.backup.operation.observer.DrillResult.StepTime;
import cerb.backup.operation.observer.DrillStep;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.StoredSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a drill has found so far, and how long each of its steps took. Used by one thread. */
final class DrillLog {
    private static final Logger LOG = LoggerFactory.getLogger(Drill.class);

    private final String source;
    private final Instant at;
    private final Observer observer;
    private final long began = System.nanoTime();
    private final List<StepTime> steps = new ArrayList<>();
    private final Findings findings = new Findings();
    private final List<String> proven = new ArrayList<>();
    private final List<String> unproven = new ArrayList<>();
    private boolean refused;
    private String repository;
    private StoredSnapshot point;
    private String dumpedFrom;
    private String restoredInto;
    private long files;
    private long fileBytes;
    private long rows;
    private long rowBytes;
    private long mismatches;

    DrillLog(String source, Instant at, Observer observer) {
        this.source = source;
        this.at = at;
        this.observer = observer;
    }

    /** Where the drill restores from. */
    String source() {
        return source;
    }

    /** Takes a step; null where it failed, which is written down. A refusal is none of its failures. */
    <T> T attempt(DrillStep step, String subject, Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } catch (RefusedException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.debug("step {} of the drill failed", step.word(), e);
            wrong(Finding.damage(subject, words(e), remedy(e)), 1);
            return null;
        } finally {
            took(step, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static String words(RuntimeException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private String remedy(RuntimeException e) {
        if (e instanceof OperationException known) {
            return known.remedy();
        }
        if (e instanceof LoadException ended) {
            // nobody goes on with a drill's schema, which is dropped
            return ended.remedyOfReason().isEmpty() ? checkCommand() : ended.remedyOfReason();
        }
        return e instanceof DatabaseException known ? known.remedy() : checkCommand();
    }

    /** The command that names all that is damaged where the drill has read. */
    String checkCommand() {
        return "Run cerb-backup check" + (source.equals(DrillOptions.LOCAL) ? "" : " --from " + source) + " --read-data.";
    }

    void took(DrillStep step, Duration time) {
        steps.add(new StepTime(step, time));
    }

    /** Takes the time of a step that ran inside another one out of that. */
    void tookWithin(DrillStep outer, DrillStep inner, Duration time) {
        steps.replaceAll(each -> each.step() == outer ? new StepTime(outer, each.took().minus(time)) : each);
        took(inner, time);
    }

    /** Something does not let the drill pass. */
    void wrong(Finding finding, long count) {
        mismatches += count;
        add(finding);
    }

    /** Something a person should know of. */
    void add(Finding finding) {
        findings.add(finding);
        tell(finding);
    }

    /** Tells what is not kept, since it names files. */
    void tell(Finding finding) {
        LOG.info("{}", finding);
        observer.drillFound(finding);
    }

    void refuse(RefusedException reason) {
        refused = true;
        add(Finding.incomplete("drill", words(reason), reason.remedy()));
    }

    void opened(String id) {
        repository = id;
    }

    void chose(StoredSnapshot snapshot) {
        point = snapshot;
    }

    void restoredFiles(long count, long bytes) {
        files = count;
        fileBytes = bytes;
    }

    void restoredRows(long count, long bytes) {
        rows = count;
        rowBytes = bytes;
    }

    void dumpedFrom(String server) {
        dumpedFrom = server;
    }

    void restoredInto(String server) {
        restoredInto = server;
    }

    void prove(String sentence) {
        proven.add(sentence);
    }

    void leaveOut(String sentence) {
        unproven.add(sentence);
    }

    DrillReport report(String helpdesk) {
        Outcome outcome = mismatches > 0 ? Outcome.FAILED : refused ? Outcome.REFUSED : findings.incomplete() ? Outcome.FAILED : Outcome.PASSED;
        DrillResult result = new DrillResult(outcome, at, Duration.ofNanos(System.nanoTime() - began), source, point == null ? null : point.id().shortName(),
                point == null ? null : point.snapshot().time(), steps, files, fileBytes, rows, rowBytes, mismatches, findings.list());
        return new DrillReport(result, helpdesk, Program.NAME_AND_VERSION, repository, point == null ? null : point.id().toString(), dumpedFrom, restoredInto, proven, unproven);
    }
}
