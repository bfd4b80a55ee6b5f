package cerb.backup.cli.key;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.Failure;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.Json;
import cerb.backup.crypto.Password;
import cerb.backup.format.Id;
import cerb.backup.repository.key.KeyRing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Changes the password. */
@Command(name = "passwd", mixinStandardHelpOptions = true,
        description = {"Change the password of the key in use: the new one is added and proven before the old one goes.", KeyRemoveVerb.LIMIT},
        footer = {"", "JSON: id and short_id of the new key, removed, the id of the old one."})
final class KeyPasswdVerb extends KeyChangeVerb {
    @Mixin
    private NewPassword password;

    @Override
    void change(Console console, KeyRing keys, KeyChange change) throws Exception {
        Password wanted = password.read();
        Id old = keys.inUse();
        Id added = change.add(wanted);
        remove(change, old, added);
        print(console, old, added);
    }

    private static void remove(KeyChange change, Id old, Id added) {
        try {
            change.remove(old, added, "key passwd");
        } catch (Exception e) {
            Failure failure = Failure.of(e);
            throw new FailureException(new Failure(failure.exit(), "the new key " + added.shortName() + " opens the repository, but the old one could not be removed: " + failure.message(),
                    "Both passwords open it now. Put the new one where the configuration's password is, then run cerb-backup key remove " + old.shortName() + "."), e);
        }
    }

    private static void print(Console console, Id old, Id added) {
        if (console.json()) {
            console.result(Json.object().put("id", added.toString()).put("short_id", added.shortName()).put("removed", old.toString()));
            return;
        }
        console.line("the new password opens the repository as key " + added.shortName() + ", the old one, key " + old.shortName() + ", does no longer");
        console.note("Now put the new password where the configuration's is (repository.password-file): a daemon that runs works on, and asks for it when it starts next. "
                + "Print the recovery kit again.");
        console.note(KeyRemoveVerb.LIMIT);
    }
}
