package cerb.backup.cli.prune;

import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.daemon.Work;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.work.RetryLock;
import cerb.backup.cli.work.Texts;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Kind;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.Engine;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.PruneResult;
import cerb.backup.operation.prune.Prune;
import cerb.backup.operation.prune.PruneOptions;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Prunes the repository of an engine because somebody asked for it, so without a trial. */
public final class PruneWork implements Work {
    private final Engine engine;
    private final Settings settings;

    /** Prunes an engine's repository, as the settings say where the arguments say nothing. */
    public PruneWork(Engine engine, Settings settings) {
        this.engine = engine;
        this.settings = settings;
    }

    /** The arguments: {@code dry_run}, {@code max_unused} as {@code 5%}, {@code max_repack_size} as {@code 2GiB}; {@link RetryLock} reads its own. */
    @Override
    public Outcome run(ObjectNode arguments, Observer display) {
        PruneOptions options = options(arguments);
        return outcome(engine.observers().whileTelling(display, () -> new Prune(engine, engine.observers().all()).run(options)));
    }

    private PruneOptions options(ObjectNode arguments) {
        PruneOptions options = PruneOptions.standard(engine.options().repository().packSize())
                .withMaxUnused(settings.get(Keys.PRUNE_MAX_UNUSED) / 100.0)
                .withMostSmall(settings.get(Keys.PRUNE_MOST_SMALL))
                .withGrace(settings.get(Keys.PRUNE_GRACE));
        if (arguments.hasNonNull("max_unused")) {
            options = options.withMaxUnused(Texts.value(Kind.SHARE, "--max-unused", arguments.path("max_unused").asText()) / 100.0);
        }
        if (arguments.hasNonNull("max_repack_size")) {
            options = options.withMaxRepackBytes(Texts.value(Kind.SIZE, "--max-repack-size", arguments.path("max_repack_size").asText()));
        }
        options = options.withPatience(RetryLock.of(arguments, options.patience()));
        return arguments.path("dry_run").asBoolean() ? options.asDryRun() : options;
    }

    private static Outcome outcome(PruneResult result) {
        ObjectNode json = Json.object().put("dry_run", result.dryRun()).put("snapshots", result.snapshots()).put("packs", result.packs())
                .put("packs_removed", result.packsRemoved()).put("packs_repacked", result.packsRepacked())
                .put("bytes_removed", result.bytesRemoved()).put("bytes_repacked", result.bytesRepacked()).put("bytes_freed", result.bytesFreed())
                .put("bytes_unused", result.bytesUnused()).put("orphans_removed", result.orphansRemoved()).put("orphans_waiting", result.orphansWaiting())
                .put("indexes_rewritten", result.indexesRewritten());
        json.set("findings", Texts.findings(result.findings()));
        return new Outcome(ExitCode.of(result.exitCode()), json);
    }
}
