package cerb.backup.operation.observer;

import cerb.backup.operation.report.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A drill that has ended: a recovery point was restored where it harms nobody, compared, and removed again.
 *
 * @param outcome    whether the backup has proven itself
 * @param at         when it began
 * @param took       how long all of it took
 * @param sink       where it was restored from: the name of a sink, or {@code local} for the local repository
 * @param point      short id of the recovery point; null where none was chosen
 * @param pointTime  time of the recovery point; null where none was chosen
 * @param steps      the steps that were begun, in their order
 * @param files      files restored
 * @param fileBytes  bytes of their content
 * @param rows       rows restored
 * @param rowBytes   bytes of the SQL text that they were restored from
 * @param mismatches files and tables that are missing or not as they were, what could not be read, and assertions that do not hold
 * @param findings   what is wrong, or was not proven
 */
public record DrillResult(Outcome outcome, Instant at, Duration took, String sink, String point, Instant pointTime, List<StepTime> steps,
        long files, long fileBytes, long rows, long rowBytes, long mismatches, List<Finding> findings) {
    /** What a drill says of the backup. */
    public enum Outcome {
        /** Everything was restored and is as it was. */
        PASSED,
        /** Something could not be restored, or is not as it was: exit code 14. */
        FAILED,
        /** The drill was not held, or not to its end, since its targets were refused: nothing is known of the backup but what is said to be proven. Exit code 1. */
        REFUSED
    }

    /** A step, and how long it took. */
    public record StepTime(DrillStep step, Duration took) { }

    public DrillResult {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(took, "took");
        Objects.requireNonNull(sink, "sink");
        steps = List.copyOf(steps);
        findings = List.copyOf(findings);
    }

    /** Bytes restored, of files and of SQL text. */
    public long bytes() {
        return fileBytes + rowBytes;
    }

    /** The measured recovery time: of the steps that a real restore takes, too. */
    public Duration recoveryTime() {
        return steps.stream().filter(each -> each.step().isRecovery()).map(StepTime::took).reduce(Duration.ZERO, Duration::plus);
    }

    /** The findings that say why it did not pass. */
    public Stream<Finding> reasons() {
        return findings.stream().filter(Finding::marksIncomplete);
    }
}
