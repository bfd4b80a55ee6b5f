package cerb.backup.cli.prune;

import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.source.RunningHelpdesk;
import cerb.backup.cli.work.Asking;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.cli.work.RetryLock;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.operation.Engine;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes what no snapshot needs. */
@Command(name = "prune", mixinStandardHelpOptions = true,
        description = "Remove what no snapshot needs any longer, and merge small packs and index files. Sinks follow. Run by hand it removes at once; prune.trial is for the scheduled one.",
        footer = {"", "JSON: dry_run, snapshots, packs, packs_removed, packs_repacked, bytes_removed, bytes_repacked, bytes_freed, bytes_unused, orphans_removed, orphans_waiting,"
                + " indexes_rewritten, findings[severity, subject, message, remedy]."})
public final class PruneVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RetryLock retryLock;

    @Option(names = "--dry-run", description = "Say what would be removed, and change nothing.")
    private boolean dryRun;

    @Option(names = "--max-unused", paramLabel = "SHARE", description = "Share of the needed bytes that unneeded ones may make up in packs that are kept; else prune.max-unused.")
    private String maxUnused;

    @Option(names = "--max-repack-size", paramLabel = "SIZE", description = "Most bytes to copy out of packs, such as 2GiB; else no limit.")
    private String maxRepackSize;

    @Override
    public Integer call() throws Exception {
        Settings settings = common.settings();
        Console console = common.console();
        ObjectNode arguments = retryLock.addTo(Json.object().put("dry_run", dryRun).put("max_unused", maxUnused).put("max_repack_size", maxRepackSize));
        Outcome outcome = new Asking(settings, console).daemonOrHere("prune", arguments, (given, display) -> here(settings, given, display));
        return outcome.print(console, PruneVerb::print);
    }

    private static Outcome here(Settings settings, ObjectNode arguments, Observer display) {
        try (Engine engine = RunningHelpdesk.engine(settings, new Observers())) {
            return new PruneWork(engine, settings).run(arguments, display);
        }
    }

    private static void print(Console console, JsonNode result) {
        String would = result.path("dry_run").asBoolean() ? "would be " : "";
        console.line(result.path("packs_removed").asLong() + " of " + Plurals.words(result.path("packs").asLong(), "pack") + " " + would + "removed, "
                + result.path("packs_repacked").asLong() + " of them copied in part (" + HumanSize.of(result.path("bytes_repacked").asLong()) + "); "
                + Plurals.words(result.path("indexes_rewritten").asLong(), "index file") + " " + would + "replaced");
        if (result.path("orphans_removed").asLong() + result.path("orphans_waiting").asLong() > 0) {
            console.line(Plurals.words(result.path("orphans_removed").asLong(), "pack") + " that no index names " + would + "removed, "
                    + result.path("orphans_waiting").asLong() + " more are not old enough");
        }
        console.line(HumanSize.of(result.path("bytes_freed").asLong()) + " " + would + "freed, "
                + HumanSize.of(result.path("bytes_unused").asLong()) + " that nothing needs stay in packs that are kept");
    }
}
