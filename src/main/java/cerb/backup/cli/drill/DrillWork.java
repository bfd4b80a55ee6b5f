package cerb.backup.cli.drill;

import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.daemon.Work;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.source.RunningHelpdesk;
import cerb.backup.component.exchange.RepositoryConstants;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.drill.DrillJson;
import cerb.backup.operation.drill.DrillReport;
import cerb.backup.operation.observer.Observer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** Holds a drill through the daemon's work route, so that what somebody has added there is part of it. */
public final class DrillWork implements Work {
    private final RunningHelpdesk helpdesk;
    private final Settings settings;

    /** Drills of a running helpdesk. */
    public DrillWork(RunningHelpdesk helpdesk, Settings settings) {
        this.helpdesk = helpdesk;
        this.settings = settings;
    }

    /** The arguments are those of {@link DrillArguments}; the result is as {@link DrillJson} has it. */
    @Override
    public Outcome run(ObjectNode arguments, Observer display) {
        DrillArguments told = DrillArguments.of(arguments);
        Map<String, Object> headers = new HashMap<>(Map.of(RepositoryConstants.TARGETS, told.options(settings)));
        if (told.from() != null) {
            headers.put(RepositoryConstants.FROM, told.from());
        }
        Object body = helpdesk.engine().observers().whileTelling(display, () -> helpdesk.routes().call("drill", headers));
        if (body instanceof DrillReport report) {
            return outcome(report);
        }
        throw FailureException.refused("the route ended without a drill", "Look at what was changed in routes/drill.camel.yaml.");
    }

    /** The report, and the exit code that it comes to. */
    static Outcome outcome(DrillReport report) {
        ExitCode exit = switch (report.result().outcome()) {
            case PASSED -> ExitCode.OK;
            case FAILED -> ExitCode.DRILL_FAILED;
            case REFUSED -> ExitCode.FAILED;
        };
        return new Outcome(exit, DrillJson.of(report));
    }
}
