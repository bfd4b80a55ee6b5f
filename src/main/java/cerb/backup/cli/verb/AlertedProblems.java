package cerb.backup.cli.verb;

import cerb.backup.component.alert.Problem;
import cerb.backup.component.alert.Problems;
import cerb.backup.configuration.Settings;
import cerb.backup.observe.Ledger;
import cerb.backup.observe.problem.Limits;
import java.time.Clock;
import java.util.List;

/** The problems that status shows, as alerts tell them. Thread-safe. */
final class AlertedProblems implements Problems {
    private final cerb.backup.observe.problem.Problems problems;

    AlertedProblems(Settings settings, Ledger ledger) {
        problems = new cerb.backup.observe.problem.Problems(ledger, Limits.of(settings), Clock.systemUTC());
    }

    /** That there is no off-site copy is how it was set up, for status to say, and nothing to be told of again and again. */
    @Override
    public List<Problem> now() {
        return problems.list().stream().filter(problem -> problem.kind() != cerb.backup.observe.problem.Problem.Kind.SINK_MISSING).map(AlertedProblems::told).toList();
    }

    private static Problem told(cerb.backup.observe.problem.Problem problem) {
        return new Problem(problem.kind().code(), problem.subject(), problem.isCritical() ? Problem.Severity.CRITICAL : Problem.Severity.WARNING, problem.message(), problem.detail(),
                problem.remedy(), problem.since());
    }
}
