package cerb.backup.cli.sync;

import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.HumanTime;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.output.Printable;
import cerb.backup.cli.source.RunningHelpdesk;
import cerb.backup.cli.work.Asking;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.operation.observer.Observers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Waits until the sinks hold everything. */
@Command(name = "sync", mixinStandardHelpOptions = true,
        description = "Wait until every sink holds everything that has been written up to now. Without a daemon it sends what is missing itself.",
        footer = {"", "JSON: up_to (time), complete, sinks[name, complete, sent_files, sent_bytes, listed (false: it may lack more than the backlog),",
            "unexplained (files there that are neither here nor removed by us), backlog_files, backlog_bytes, backlog_oldest (time), problem]. The backlog counts what was written later, too. Exit code 1 where a sink lacks something when the time is up."})
public final class SyncVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Option(names = "--timeout", paramLabel = "D", description = "Wait no longer than this, such as 30s, 10m or 2h; else until all is there.")
    private String timeout;

    @Override
    public Integer call() throws Exception {
        Settings settings = common.settings();
        Console console = common.console();
        ObjectNode arguments = Json.object().put("timeout", timeout);
        Outcome outcome = new Asking(settings, console).daemonOrHere("sync", arguments, (given, display) -> {
            SyncWork.refuseUnusable(settings, given);
            try (RunningHelpdesk helpdesk = RunningHelpdesk.forSync(settings, new Observers())) {
                return new SyncWork(helpdesk.engine(), settings).run(given, display);
            }
        });
        return outcome.print(console, SyncVerb::print);
    }

    private static void print(Console console, JsonNode result) {
        result.path("sinks").forEach(sink -> console.line(line(sink, result.path("up_to").asText())));
    }

    private static String line(JsonNode sink, String upTo) {
        String name = "sink " + sink.path("name").asText();
        if (sink.path("complete").asBoolean()) {
            return name + " holds everything written up to " + local(upTo) + "; sent just now: " + amount(sink, "sent") + unexplained(sink);
        }
        String oldest = sink.path("backlog_oldest").isTextual() ? ", the oldest since " + local(sink.path("backlog_oldest").asText()) : "";
        return name + " LACKS " + (sink.path("listed").asBoolean() ? "" : "at least ") + amount(sink, "backlog") + oldest + ": " + Printable.of(sink.path("problem").asText());
    }

    private static String unexplained(JsonNode sink) {
        int files = sink.path("unexplained").asInt();
        return files == 0 ? "" : "; " + (files == 1 ? "1 FILE THERE is" : files + " FILES THERE are") + " neither here nor removed by us: see status, or snapshots --from " + Printable.of(sink.path("name").asText());
    }

    private static String amount(JsonNode sink, String what) {
        return Plurals.words(sink.path(what + "_files").asLong(), "file") + ", " + HumanSize.of(sink.path(what + "_bytes").asLong());
    }

    private static String local(String time) {
        return HumanTime.of(Instant.parse(time), ZoneId.systemDefault());
    }
}
