package cerb.backup.cli.run;

import cerb.backup.component.alert.Problems;
import cerb.backup.component.alert.told.Problem;
import java.util.List;

/** The problems that status shows, as alerts tell them; none until it is known how to find them, which needs the running routes. Thread-safe. */
final class AlertedProblems implements Problems {
    private volatile cerb.backup.observe.problem.Problems problems;

    /** Tells of these from now on. */
    void use(cerb.backup.observe.problem.Problems found) {
        problems = found;
    }

    /** That there is no off-site copy is how it was set up, for status to say, and nothing to be told of again and again. */
    @Override
    public List<Problem> now() {
        cerb.backup.observe.problem.Problems known = problems;
        return known == null ? List.of()
                : known.list().stream().filter(problem -> problem.kind() != cerb.backup.observe.Problem.Kind.SINK_MISSING).map(AlertedProblems::told).toList();
    }

    private static Problem told(cerb.backup.observe.Problem problem) {
        return new Problem(problem.kind().code(), problem.subject(), problem.isCritical() ? Problem.Severity.CRITICAL : Problem.Severity.WARNING, problem.message(), problem.detail(),
                problem.remedy(), problem.since());
    }
}
