package cerb.backup.cli.key;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.Json;
import cerb.backup.format.Id;
import cerb.backup.repository.key.KeyRing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Adds a key. */
@Command(name = "add", mixinStandardHelpOptions = true, description = "Add a password that opens the repository, too.", footer = {"", "JSON: id, short_id."})
final class KeyAddVerb extends KeyChangeVerb {
    @Mixin
    private NewPassword password;

    @Override
    void change(Console console, KeyRing keys, KeyChange change) throws Exception {
        Id added = change.add(password.read());
        if (console.json()) {
            console.result(Json.object().put("id", added.toString()).put("short_id", added.shortName()));
        } else {
            console.line("added key " + added.shortName() + ", and opened the repository with it");
        }
    }
}
