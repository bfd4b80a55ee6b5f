package cerb.backup.cli.verb;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.output.ProgressLine;
import cerb.backup.cli.source.From;
import cerb.backup.cli.source.FullSinks;
import cerb.backup.cli.source.RepositorySource;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.cli.work.RetryLock;
import cerb.backup.cli.work.Texts;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.copy.TakeUp;
import cerb.backup.operation.copy.TakeUpResult;
import cerb.backup.operation.observer.Observers;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes the repository, or takes one up again. */
@Command(name = "init", mixinStandardHelpOptions = true,
        description = "Make the repository that the configuration names; or, with --from, copy it from where it still is, to go on with it on a new machine.",
        footer = {"", "With --from everything is copied, and each file proven by its SHA-256; an interrupted copy goes on when it is run again, and nothing is removed anywhere.",
            "With repository.keep=metadata and no other sink the packs of data are not copied.",
            "JSON: id, directory; with --from also snapshots, files, bytes, present (files that were here already), packs_away (kept at the sink alone), incomplete,",
            "findings[severity, subject, message, remedy]."})
final class InitVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private From from;

    @Mixin
    private RetryLock retryLock;

    @Override
    public Integer call() {
        Settings settings = from.settings(common);
        Path directory = settings.get(Keys.REPOSITORY_DIRECTORY);
        return from.isLocal() ? make(settings, directory) : takeUp(settings, directory);
    }

    private int make(Settings settings, Path directory) {
        if (Files.exists(directory.resolve("config"))) {
            throw FailureException.refused("cannot make a repository in " + directory + ": there is one already", "Use it, or name another directory with repository.directory.");
        }
        Console console = common.console();
        FullSinks.refuse(settings, (sink, failure) -> console.warn("note: whether sink " + sink + " holds a repository already is not known: " + failure.paragraph()));
        try (Engine engine = Engine.openOrInitialise(EngineOptions.of(settings), new Observers())) {
            print(console, engine.repository().id().toString(), directory);
        }
        return ExitCode.OK.number();
    }

    private static void print(Console console, String id, Path directory) {
        if (console.json()) {
            console.result(Json.object().put("id", id).put("directory", directory.toString()));
            return;
        }
        console.line("made repository " + id.substring(0, 10) + " in " + directory);
        console.note("Keep a copy of its password elsewhere: without it nobody can read the backup, and nobody can bring it back.");
    }

    private int takeUp(Settings settings, Path directory) {
        Console console = common.console();
        TakeUpResult result;
        try (RepositorySource source = from.open(settings); ProgressLine progress = new ProgressLine(console, System::nanoTime)) {
            result = new TakeUp(source.repository(), directory, progress).run(source.readers(), from.isOnlyKeeperOfData(settings), retryLock.patience());
        }
        if (console.json()) {
            console.result(json(result, directory));
        } else {
            console.line("took up repository " + result.repository().shortName() + " with " + Plurals.words(result.snapshots(), "snapshot") + " in " + directory + ": copied " + Plurals.words(result.files(), "file") + ", "
                    + HumanSize.of(result.bytes()) + "; " + result.present() + " were here"
                    + (result.left() > 0 ? "; " + result.left() + " packs of data stay at the sink alone" : ""));
        }
        return result.incomplete() ? ExitCode.INCOMPLETE.number() : ExitCode.OK.number();
    }

    private static ObjectNode json(TakeUpResult result, Path directory) {
        ObjectNode json = Json.object().put("id", result.repository().toString()).put("directory", directory.toString()).put("snapshots", result.snapshots())
                .put("files", result.files()).put("bytes", result.bytes()).put("present", result.present()).put("packs_away", result.left()).put("incomplete", result.incomplete());
        json.set("findings", Texts.findings(result.findings()));
        return json;
    }
}
