package cerb.backup.cli.key;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.source.RetryLock;
import cerb.backup.cli.work.Common;
import cerb.backup.cli.work.Reading;
import cerb.backup.configuration.Settings;
import cerb.backup.crypto.Password;
import cerb.backup.format.Id;
import cerb.backup.repository.Repository;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Adds a key. */
@Command(name = "add", mixinStandardHelpOptions = true, description = "Add a password that opens the repository, too.", footer = {"", "JSON: id, short_id."})
final class KeyAddVerb implements Callable<Integer> {
    @Mixin
    private Common common;

    @Mixin
    private RetryLock retryLock;

    @Mixin
    private NewPassword password;

    @Override
    public Integer call() throws Exception {
        Settings settings = common.settings();
        Console console = common.console();
        try (Repository repository = Reading.open(settings)) {
            Password wanted = password.read();
            Id added = new KeyChange(settings, console, repository.keys(), retryLock).add(wanted);
            if (console.json()) {
                console.result(Json.object().put("id", added.toString()).put("short_id", added.shortName()));
            } else {
                console.line("added key " + added.shortName() + ", and opened the repository with it");
            }
        }
        return 0;
    }
}
