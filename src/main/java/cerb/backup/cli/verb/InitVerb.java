package cerb.backup.cli.verb;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.work.Common;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.Observers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes the repository. */
@Command(name = "init", mixinStandardHelpOptions = true, description = "Make the repository that the configuration names.", footer = {"", "JSON: id, directory."})
final class InitVerb implements Callable<Integer> {
    @Mixin
    private Common common;

    @Override
    public Integer call() {
        Settings settings = common.settings();
        Path directory = settings.get(Keys.REPOSITORY_DIRECTORY);
        if (Files.exists(directory.resolve("config"))) {
            throw FailureException.refused("cannot make a repository in " + directory + ": there is one already", "Use it, or name another directory with repository.directory.");
        }
        try (Engine engine = Engine.openOrInitialise(EngineOptions.of(settings), new Observers())) {
            print(common.console(), engine.repository().id().toString(), directory);
        }
        return 0;
    }

    private static void print(Console console, String id, Path directory) {
        if (console.json()) {
            console.result(Json.object().put("id", id).put("directory", directory.toString()));
            return;
        }
        console.line("made repository " + id.substring(0, 10) + " in " + directory);
        console.note("Keep a copy of its password elsewhere: without it nobody can read the backup, and nobody can bring it back.");
    }
}
