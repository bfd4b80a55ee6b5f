package cerb.backup.cli.check;

import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.output.ProgressLine;
import cerb.backup.cli.source.From;
import cerb.backup.cli.source.RepositorySource;
import cerb.backup.cli.work.Asking;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.cli.work.RetryLock;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.operation.marks.MarksFile;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks the repository. */
@Command(name = "check", mixinStandardHelpOptions = true, description = "Check that everything the snapshots need is there and sound. Damage is named, with the files that it touches, and exit code 1.",
        footer = {"", "JSON: repository, damaged, snapshots, trees, packs, packs_read, bytes_read, findings[severity (note | incomplete | damage), subject, message, remedy]."})
public final class CheckVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private From from;

    @Mixin
    private RetryLock retryLock;

    @ArgGroup
    private Data data = new Data();

    /** Which packs are read. */
    static final class Data {
        @Option(names = "--read-data", description = "Read every pack, too.")
        private boolean all;

        @Option(names = "--read-data-subset", paramLabel = "S", description = "Read some packs: the part n/t, such as 1/7, a share, such as 2.5%%, or a size, such as 500M.")
        private String subset;
    }

    @Option(names = "--sink", paramLabel = "SINK", description = "Another name of --from.")
    private void setSink(String sink) {
        from.choose(sink);
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = from.settings(common);
        Console console = common.console();
        ObjectNode arguments = retryLock.addTo(Json.object().put("read_data", data.subset != null ? data.subset : data.all ? "all" : "none"));
        Outcome outcome = from.isLocal()
                ? new Asking(settings, console).daemonOrHere("check", arguments, (given, display) -> here(settings, given, new Observers(display, new MarksFile(settings.get(Keys.REPOSITORY_DIRECTORY))).all()))
                : elsewhere(settings, console, arguments);
        return outcome.print(console, CheckVerb::print);
    }

    private Outcome elsewhere(Settings settings, Console console, ObjectNode arguments) throws Exception {
        try (ProgressLine progress = new ProgressLine(console, System::nanoTime)) {
            return here(settings, arguments, progress);
        }
    }

    private Outcome here(Settings settings, ObjectNode arguments, Observer display) throws Exception {
        try (RepositorySource source = from.open(settings)) {
            return new CheckWork(source.repository(), source.readers()).run(arguments, display);
        }
    }

    private static void print(Console console, JsonNode result) {
        console.line(Plurals.words(result.path("snapshots").asLong(), "snapshot") + ", " + Plurals.words(result.path("trees").asLong(), "directory") + ", " + Plurals.words(result.path("packs").asLong(), "pack") + ", "
                + result.path("packs_read").asLong() + " of them read (" + HumanSize.of(result.path("bytes_read").asLong()) + ")");
        console.line(result.path("damaged").asBoolean() ? "DAMAGED: see the findings above" : "no errors were found");
    }
}
