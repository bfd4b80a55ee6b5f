package cerb.backup.cli.drill;

import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.ProgressLine;
import cerb.backup.cli.source.From;
import cerb.backup.cli.source.RepositorySource;
import cerb.backup.cli.work.Asking;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.drill.Drill;
import cerb.backup.operation.drill.DrillOptions;
import cerb.backup.operation.observer.Observer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rehearses a restore. */
@Command(name = "drill", mixinStandardHelpOptions = true,
        description = "Restore the newest complete recovery point from a sink into scratch targets, compare it with what the repository says, measure, and remove it. Exit code 14 where that failed.",
        footer = {"", "JSON: outcome (passed | failed | refused), at, seconds, recovery_seconds, sink, point, point_time, steps[step, seconds], files, file_bytes, rows, row_bytes, mismatches,",
            "findings[severity, subject, message, remedy], helpdesk, tool, repository, snapshot, dumped_from, restored_into, proven[], unproven[]. Without --from each sink comes in turn."})
public final class DrillVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private From from;

    @Option(names = "--database-to", paramLabel = "NAME|JDBC_URL",
            description = "Schema for the time of the drill, on the server of drill.database.*, or jdbc:mysql://host:port/schema. It must be empty or new, and is dropped.")
    private String databaseTo;

    @Option(names = "--database-user", paramLabel = "USER", description = "Account that may make and drop it; else drill.database.user.")
    private String databaseUser;

    @Option(names = "--database-password-file", paramLabel = "FILE", description = "File that holds the account's password; else drill.database.password-file.")
    private Path databasePasswordFile;

    @Option(names = "--storage-to", paramLabel = "DIR", description = "Directory for the files, empty or new; else below drill.directory.")
    private Path storageTo;

    @Option(names = "--evidence", paramLabel = "FILE", description = "Write what was proven to FILE, a page of Markdown, and FILE.json: without secrets, names of files or hosts, or content.")
    private Path evidence;

    @Override
    public Integer call() throws Exception {
        Settings settings = from.settings(common);
        Console console = common.console();
        Evidence written = evidence == null ? null : Evidence.demandWritable(evidence, settings);
        ObjectNode arguments = new DrillArguments(from.place().orElse(null), databaseTo, databaseUser, databasePasswordFile, storageTo).json();
        boolean isOurs = from.place().map(place -> place.equals(DrillOptions.LOCAL) || settings.sinks().contains(place)).orElse(true);
        Outcome outcome = isOurs ? new Asking(settings, console).daemonOrHere("drill", arguments, (given, display) -> here(settings, given, display))
                : elsewhere(settings, console, arguments);
        if (written != null) {
            written.write(outcome.result());
        }
        return outcome.print(console, (people, result) -> DrillText.lines(result).forEach(people::line));
    }

    private static Outcome elsewhere(Settings settings, Console console, ObjectNode arguments) {
        try (ProgressLine progress = new ProgressLine(console, System::nanoTime)) {
            return here(settings, arguments, progress);
        }
    }

    private static Outcome here(Settings settings, ObjectNode arguments, Observer display) {
        DrillArguments told = DrillArguments.of(arguments);
        DrillOptions options = told.options(settings);
        String source = told.from() == null ? options.nextSource() : told.from();
        return DrillWork.outcome(new Drill(options, display, Clock.systemUTC()).run(source,
                fetched -> RepositorySource.open(settings, source.equals(DrillOptions.LOCAL) ? null : source).repository()));
    }
}
