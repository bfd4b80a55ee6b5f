package cerb.backup.cli.repository;

import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.source.RunningHelpdesk;
import cerb.backup.cli.work.Asking;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.cli.work.RetryLock;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.operation.Engine;
import cerb.backup.operation.observer.Observers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the index say what the packs hold. */
@Command(name = "index", mixinStandardHelpOptions = true,
        description = {"Make the index say what the packs hold: packs that are missing are named no longer, packs that no sound entry names are read by their headers, damaged",
            "index files are replaced. Packs are not touched. Exit code 3 where something that was indexed can be read no longer."},
        footer = {"", "JSON: dry_run, packs, packs_added, packs_dropped, indexes, indexes_removed, indexes_written, findings[severity, subject, message, remedy]."})
final class RepairIndexVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RetryLock retryLock;

    @Option(names = "--read-all-packs", description = "Read the header of every pack, not only of those that the index does not fit by their sizes.")
    private boolean readAll;

    @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
    private boolean dryRun;

    @Override
    public Integer call() throws Exception {
        Settings settings = common.settings();
        Console console = common.console();
        ObjectNode arguments = retryLock.addTo(Json.object().put("read_all_packs", readAll).put("dry_run", dryRun));
        Outcome outcome = new Asking(settings, console).daemonOrHere("repair-index", arguments, (given, display) -> {
            try (Engine engine = RunningHelpdesk.engine(settings, new Observers())) {
                return new RepairIndexWork(engine).run(given, display);
            }
        });
        return outcome.print(console, RepairIndexVerb::print);
    }

    private static void print(Console console, JsonNode result) {
        String would = result.path("dry_run").asBoolean() ? "would be " : "";
        long added = result.path("packs_added").asLong();
        long dropped = result.path("packs_dropped").asLong();
        long removed = result.path("indexes_removed").asLong();
        if (added + dropped + removed == 0) {
            console.line("the index fits what is there, " + Plurals.words(result.path("packs").asLong(), "pack") + ": nothing " + (would.isEmpty() ? "was" : "would be") + " changed");
            return;
        }
        console.line(Plurals.words(added, "pack") + " " + would + "added to the index by the header, " + dropped + " " + would + "named no longer; " + removed + " of "
                + Plurals.words(result.path("indexes").asLong(), "index file") + " " + would + "replaced");
        console.note("Run cerb-backup check to see whether anything is still missing.");
    }
}
