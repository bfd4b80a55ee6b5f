package cerb.backup.cli.repository;

import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.daemon.Work;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.work.RetryLock;
import cerb.backup.cli.work.Texts;
import cerb.backup.operation.Engine;
import cerb.backup.operation.gate.ExclusiveWork;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.repair.RepairIndex;
import cerb.backup.operation.repair.RepairIndexResult;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** Repairs the index of an engine's repository. Arguments: {@code read_all_packs}, {@code dry_run}, and that of {@link RetryLock}. */
public final class RepairIndexWork implements Work {
    private final Engine engine;

    /** Repairs an open engine's repository. */
    public RepairIndexWork(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Outcome run(ObjectNode arguments, Observer display) {
        Duration patience = RetryLock.of(arguments, ExclusiveWork.PATIENCE);
        if (arguments.path("dry_run").asBoolean()) {
            engine.wholeIndex().demand();
        } else {
            engine.returnIndex(patience);
        }
        RepairIndexResult result = new RepairIndex(engine, display, patience)
                .run(arguments.path("read_all_packs").asBoolean(), arguments.path("dry_run").asBoolean());
        ObjectNode json = Json.object().put("dry_run", result.dryRun()).put("packs", result.packs()).put("packs_added", result.packsAdded())
                .put("packs_dropped", result.packsDropped()).put("indexes", result.indexes()).put("indexes_removed", result.indexesGone()).put("indexes_written", result.indexesNew());
        ArrayNode findings = json.putArray("findings");
        result.findings().forEach(finding -> findings.add(Texts.finding(finding)));
        return new Outcome(ExitCode.of(result.exitCode()), json);
    }
}
