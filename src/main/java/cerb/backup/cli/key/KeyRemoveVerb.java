package cerb.backup.cli.key;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.source.RetryLock;
import cerb.backup.cli.work.Common;
import cerb.backup.cli.work.Reading;
import cerb.backup.configuration.Settings;
import cerb.backup.format.Id;
import cerb.backup.repository.Repository;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes a key. */
@Command(name = "remove", mixinStandardHelpOptions = true,
        description = {"Remove a key: its password opens the repository no longer, here and, once they follow, at the sinks.", KeyRemoveVerb.LIMIT},
        footer = {"", "JSON: id, short_id."})
final class KeyRemoveVerb implements Callable<Integer> {
    static final String LIMIT = "This cannot call back a master key that leaked: whoever has opened the repository before may have kept it, and it stays the same. "
            + "Where that is to be feared, begin a new repository with a new password.";

    @Mixin
    private Common common;

    @Mixin
    private RetryLock retryLock;

    @Parameters(index = "0", paramLabel = "ID", description = "Beginning of the key's id, see key list.")
    private String id;

    @Override
    public Integer call() throws Exception {
        Settings settings = common.settings();
        Console console = common.console();
        try (Repository repository = Reading.open(settings)) {
            Id removed = repository.keys().find(id).id();
            new KeyChange(settings, console, repository.keys(), retryLock).remove(removed, repository.keys().inUse(), "key remove");
            if (console.json()) {
                console.result(Json.object().put("id", removed.toString()).put("short_id", removed.shortName()));
            } else {
                console.line("removed key " + removed.shortName());
                console.note(LIMIT);
            }
        }
        return 0;
    }
}
