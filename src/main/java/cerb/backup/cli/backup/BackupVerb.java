package cerb.backup.cli.backup;

import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.source.RunningHelpdesk;
import cerb.backup.cli.work.Asking;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.cli.work.DatabaseText;
import cerb.backup.cli.work.RetryLock;
import cerb.backup.cli.work.Texts;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.compose.Tags;
import cerb.backup.operation.observer.Observers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes one recovery point now. */
@Command(name = "backup", mixinStandardHelpOptions = true, description = "Take one recovery point now, both parts by default, and print its id.",
        footer = {"", "JSON: changed (false: the storage directory is as in the newest snapshot; the rest is absent), id, short_id, kind (recovery-point | checkpoint),",
            "time, incomplete, files, bytes, bytes_added, seconds, tables[name, rows, bytes, bytes_added, consistency],",
            "database (name, captured_at, tables by consistency, best_effort[], locked_ms,",
            "locks[lock, attempts, held_ms, longest_ms], source of a replica; absent for a checkpoint), cross_check (as in manifest.json; absent where",
            "rows and objects were not compared), findings[severity, subject, message, remedy]."})
public final class BackupVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RetryLock retryLock;

    @Option(names = "--database", description = "The database; with it what is known to have changed in the storage directory.")
    private boolean database;

    @Option(names = "--storage", description = "The storage directory; alone it makes a checkpoint.")
    private boolean storage;

    @Option(names = "--tag", paramLabel = "TAG[,TAG]",
            description = "A further tag of the snapshot, not one of cerb-backup's own; may be given several times. The tag pinned keeps it for ever.")
    private List<String> tags = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Settings settings = common.settings();
        Console console = common.console();
        Outcome outcome = new Asking(settings, console).daemonOrHere("backup", arguments(), (arguments, display) -> {
            try (RunningHelpdesk helpdesk = RunningHelpdesk.forVerb(settings, new Observers())) {
                return new BackupWork(helpdesk).run(arguments, display);
            }
        });
        return outcome.print(console, BackupVerb::print);
    }

    private ObjectNode arguments() {
        boolean both = database == storage;
        List<String> parts = new ArrayList<>();
        if (both || database) {
            parts.add("database");
        }
        if (both || storage) {
            parts.add("storage");
        }
        List<String> all = tags.stream().flatMap(list -> Texts.tags("--tag", list).stream()).toList();
        Tags.demandOwn(all);
        ObjectNode arguments = Json.object();
        arguments.set("parts", Json.array(parts));
        arguments.set("tags", Json.array(all));
        return retryLock.addTo(arguments);
    }

    private static void print(Console console, JsonNode point) {
        if (!point.path("changed").asBoolean()) {
            console.line("nothing has changed since the newest snapshot");
            return;
        }
        console.line(String.format(Locale.ROOT, "%s %s%s: %s of files and tables, %s new, in %.1f s", point.path("kind").asText(), point.path("short_id").asText(),
                point.path("incomplete").asBoolean() ? " (INCOMPLETE, see above)" : "",
                HumanSize.of(point.path("bytes").asLong()), HumanSize.of(point.path("bytes_added").asLong()), point.path("seconds").asDouble()));
        if (point.path("database").isObject()) {
            console.line("database " + point.path("database").path("name").asText() + ", " + DatabaseText.line(point.path("database")));
        }
        if (point.path("cross_check").isObject()) {
            console.line(CrossCheckText.line(point.path("cross_check")));
        }
        if (!console.quiet()) {
            TableGrowth.lines(point.path("tables")).forEach(console::line);
        }
    }
}
