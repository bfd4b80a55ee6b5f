package cerb.backup.cli.key;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.Json;
import cerb.backup.format.Id;
import cerb.backup.repository.key.KeyRing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes a key. */
@Command(name = "remove", mixinStandardHelpOptions = true,
        description = {"Remove a key: its password opens the repository no longer, here and, once they follow, at the sinks.", KeyRemoveVerb.LIMIT},
        footer = {"", "JSON: id, short_id."})
final class KeyRemoveVerb extends KeyChangeVerb {
    static final String LIMIT = "This cannot call back a master key that leaked: whoever has opened the repository before may have kept it, and it stays the same. "
            + "Where that is to be feared, begin a new repository with a new password.";

    @Parameters(index = "0", paramLabel = "ID", description = "Beginning of the key's id, see key list.")
    private String id;

    @Override
    void change(Console console, KeyRing keys, KeyChange change) throws Exception {
        Id removed = keys.find(id).id();
        change.remove(removed, keys.inUse(), "key remove");
        if (console.json()) {
            console.result(Json.object().put("id", removed.toString()).put("short_id", removed.shortName()));
        } else {
            console.line("removed key " + removed.shortName());
            console.note(LIMIT);
        }
    }
}
