package cerb.backup.cli.status;

import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.source.LocalRepository;
import cerb.backup.cli.work.Asking;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.configuration.Settings;
import cerb.backup.repository.Repository;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how the backup is. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "One screen: the last recovery point and its age, what the sinks lack, the next run, what is wrong.",
        footer = {"", "JSON: helpdesk, time, daemon (whether one runs), starting (since when it has been; or null), repository, snapshots, packs_away and bytes_away (kept at the sinks alone),",
            "restorable (points, from, to; or null), recovery_point and checkpoint (id, short_id, time, age_seconds; or null), database (of the newest recovery point, as of backup; or null),",
            "incomplete (the newest recovery point, where it is incomplete: id, short_id, time, age_seconds, lacks[severity, subject, message, remedy] (the first 100), lacks_number; or null),",
            "storage_confirmed, stage, next (dump, forget, prune, check, drill: times or null), drill (the last one, as drill up to findings; or null),",
            "sinks[name, caught_up, last_failure; without a daemon, as of when it was last tried: failed (time or null), written_since_files and written_since_bytes (what it may lack);",
            "of a daemon: backlog_files, backlog_bytes, backlog_oldest (time), listed (whether that is all)],",
            "problems[code, subject, severity (critical or warning), message, detail, remedy, since (or null)], summary.",
            "What only a daemon knows is null without one."})
public final class StatusVerb implements Callable<Integer> {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    @Mixin
    private CommonOptions common;

    @Option(names = "--watch", description = "Show it again every two seconds, until Ctrl-C.")
    private boolean watch;

    @Override
    public Integer call() throws Exception {
        Settings settings = common.settings();
        Console console = common.console();
        if (watch) {
            new Watching(console, INTERVAL).run(() -> show(settings, console));
        }
        return show(settings, console).exit().number();
    }

    private static Outcome show(Settings settings, Console console) throws Exception {
        Outcome outcome = new Asking(settings, console).daemonOrHere("status", Json.object(), (arguments, display) -> {
            try (Repository repository = LocalRepository.open(settings)) {
                return StatusWork.withoutDaemon(settings, repository, Clock.systemUTC()).run(arguments, display);
            }
        });
        if (console.json()) {
            console.result(outcome.result());
        } else {
            new StatusScreen(ZoneId.systemDefault()).lines(outcome.result()).forEach(console::line);
        }
        return outcome;
    }
}
