package cerb.backup.cli.backup;

import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.daemon.Work;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.source.RunningHelpdesk;
import cerb.backup.cli.work.DatabaseText;
import cerb.backup.cli.work.RetryLock;
import cerb.backup.cli.work.Texts;
import cerb.backup.component.exchange.RepositoryConstants;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.RecoveryPointResult;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Takes a recovery point or a checkpoint through the work routes. */
public final class BackupWork implements Work {
    private final RunningHelpdesk helpdesk;

    /** Backs up a running helpdesk. */
    public BackupWork(RunningHelpdesk helpdesk) {
        this.helpdesk = helpdesk;
    }

    /** The arguments: {@code parts} and {@code tags}, each a list; {@link RetryLock} reads its own. */
    @Override
    public Outcome run(ObjectNode arguments, Observer display) {
        return helpdesk.engine().observers().whileTelling(display, () -> outcome(arguments));
    }

    private Outcome outcome(ObjectNode arguments) {
        List<String> parts = Texts.texts(arguments, "parts");
        boolean storageOnly = parts.equals(List.of("storage"));
        Map<String, Object> headers = Map.of(
                RepositoryConstants.RETRY_LOCK, RetryLock.of(arguments, helpdesk.engine().options().retryLock()),
                RepositoryConstants.TAGS, String.join(",", Texts.texts(arguments, "tags")), RepositoryConstants.PARTS, String.join(",", parts));
        Object body = helpdesk.routes().call(storageOnly ? "storage-update" : "database-dump", headers);
        if (body instanceof RecoveryPointResult result) {
            return written(result);
        }
        if (storageOnly) {
            return new Outcome(ExitCode.OK, Json.object().put("changed", false));
        }
        throw FailureException.refused("the routes ended without a recovery point", "Look at what was changed in routes/: nothing was committed.");
    }

    private static Outcome written(RecoveryPointResult result) {
        ObjectNode json = Json.object().put("changed", true)
                .put("id", result.snapshot().toString()).put("short_id", result.snapshot().shortName())
                .put("kind", result.kind().tag()).put("time", Json.time(result.time())).put("incomplete", result.incomplete())
                .put("files", result.files()).put("bytes", result.bytes()).put("bytes_added", result.addedBytes())
                .put("seconds", result.took().toMillis() / 1000.0);
        ArrayNode tables = json.putArray("tables");
        result.tables().forEach(table -> tables.addObject().put("name", table.name()).put("rows", table.rows()).put("bytes", table.bytes())
                .put("bytes_added", table.addedBytes()).put("consistency", table.consistency()));
        if (result.database() != null) {
            json.set("database", DatabaseText.json(result.database()));
        }
        if (result.crossCheck() != null) {
            json.set("cross_check", CrossCheckText.json(result.crossCheck()));
        }
        json.set("findings", Texts.findings(result.findings()));
        return new Outcome(ExitCode.of(result.exitCode()), json);
    }
}
