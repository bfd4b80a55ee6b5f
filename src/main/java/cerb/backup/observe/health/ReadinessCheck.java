package cerb.backup.observe.health;

import cerb.backup.observe.Problem;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Readiness is down while something critical is wrong, and says what in words that name no file, address or secret. Thread-safe. */
public final class ReadinessCheck extends AbstractHealthCheck {
    private final Supplier<List<Problem>> problems;

    private ReadinessCheck(Supplier<List<Problem>> problems) {
        super("cerb-backup", "problems");
        this.problems = problems;
    }

    /** Adds the check to a daemon's others. */
    public static void register(CamelContext context, Supplier<List<Problem>> problems) {
        HealthCheckRegistry.get(context).register(new ReadinessCheck(problems));
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        List<Problem> critical = problems.get().stream().filter(Problem::isCritical).toList();
        result.up();
        if (!critical.isEmpty()) {
            critical.forEach(problem -> result.detail(name(problem), problem.message() + " " + problem.remedy() + " Since " + problem.since() + "."));
            result.message(critical.stream().map(problem -> name(problem) + ": " + problem.message() + " " + problem.remedy()).collect(Collectors.joining(" "))).down();
        }
    }

    private static String name(Problem problem) {
        return problem.kind().code() + (problem.subject().isEmpty() ? "" : " " + problem.subject());
    }
}
