package cerb.backup.cli.forget;

import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.HumanTime;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.output.Printable;
import cerb.backup.cli.output.Table;
import cerb.backup.cli.source.RunningHelpdesk;
import cerb.backup.cli.work.Asking;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.cli.work.RetryLock;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.Engine;
import cerb.backup.operation.observer.Observers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Forgets snapshots that need not stay. */
@Command(name = "forget", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Remove the snapshots that retention.keep-* does not keep, or those named, and say of each why it stays. By those rules the last good recovery point and"
                + " checkpoint, the newest snapshot and pinned ones stay in any case; named, the last good ones and pinned ones go by a word of --unsafe-allow only. What only removed ones needed"
                + " is freed by a prune.",
        footer = {"", "JSON: dry_run, kept and removed (lists of what snapshots prints, and reasons[]), findings[severity, subject, message, remedy]."})
public final class ForgetVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RetryLock retryLock;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Beginnings of the ids of what goes, or latest: exactly these, whatever the policy says.")
    private List<String> ids = new ArrayList<>();

    @Option(names = {"-n", "--dry-run"}, description = "Remove nothing, and say what would be.")
    private boolean dryRun;

    @Option(names = "--tag", paramLabel = "TAG[,TAG]", description = "Consider only snapshots that have all these tags; may be given several times.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--others", description = "Consider the snapshots of others in the same repository, too.")
    private boolean others;

    @Option(names = "--unsafe-allow", paramLabel = "WORD", split = ",",
            description = "What ids may do: gap (leave a period without a snapshot of which one is to stay), last (take the last good recovery point or checkpoint), pinned, damaged (give up one that cannot be read, by its whole id).")
    private List<String> allow = new ArrayList<>();

    @ArgGroup(exclusive = false, heading = "Each in the place of its key in the configuration; N may be unlimited, a length of time D is such as 1y5m7d2h (m: months):%n")
    private KeepOptions keep = new KeepOptions();

    @Override
    public Integer call() throws Exception {
        Settings settings = common.settings();
        Console console = common.console();
        Outcome outcome = new Asking(settings, console).daemonOrHere("forget", arguments(), (arguments, display) -> {
            try (Engine engine = RunningHelpdesk.engine(settings, new Observers())) {
                return new ForgetWork(engine).run(arguments, display);
            }
        });
        return outcome.print(console, ForgetVerb::print);
    }

    private ObjectNode arguments() {
        ObjectNode arguments = retryLock.addTo(Json.object().put("dry_run", dryRun).put("others", others));
        arguments.set("ids", Json.array(ids));
        arguments.set("tags", Json.array(tags));
        arguments.set("allow", Json.array(allow));
        arguments.set("keep", keep.toJson());
        return arguments;
    }

    private static void print(Console console, JsonNode result) {
        Table table = new Table("ID", "Time", "Kind", "Tags", "", "Reasons");
        result.path("kept").forEach(each -> add(table, each, "keep"));
        result.path("removed").forEach(each -> add(table, each, "remove"));
        table.lines().forEach(console::line);
        console.line("kept " + result.path("kept").size() + (result.path("dry_run").asBoolean() ? ", would remove " : ", removed ") + result.path("removed").size());
    }

    private static void add(Table table, JsonNode each, String decision) {
        table.add(each.path("short_id").asText(), HumanTime.of(Instant.parse(each.path("time").asText()), ZoneId.systemDefault()), each.path("kind").asText(),
                Printable.of(join(each.path("tags"), ",")), decision, Printable.of(join(each.path("reasons"), ", ")));
    }

    private static String join(JsonNode texts, String separator) {
        Stream<String> all = StreamSupport.stream(texts.spliterator(), false).map(JsonNode::asText);
        return String.join(separator, all.toList());
    }
}
