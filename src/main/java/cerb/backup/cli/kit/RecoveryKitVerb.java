package cerb.backup.cli.kit;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.source.LocalRepository;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.repository.Repository;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what is needed to restore without this program and this machine. */
@Command(name = "recovery-kit", mixinStandardHelpOptions = true,
        description = "One page to print and keep elsewhere: where the repository is, its id and keys, and the restic and mysql commands that restore it without this program.",
        footer = {"", "JSON: helpdesk, time, program, repository, format, database, storage, password (null without --with-password), places[name, url (null: see the sink's route)],",
            "keys[id, in_use], commands (environment[], restic[], restic_0_16[], mysql[], mysql_hot_copy[] (empty with dump.method=sql)). With --confirm: confirmed, repository."})
public final class RecoveryKitVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Option(names = "--with-password", description = "With the repository's password. Let nobody see the page, nor a printer's queue keep it.")
    private boolean withPassword;

    @Option(names = "--confirm", description = "Record that the page was printed and put away, so that status reminds of it no longer.")
    private boolean confirm;

    @Override
    public Integer call() {
        Settings settings = common.settings();
        Console console = common.console();
        try (Repository repository = LocalRepository.open(settings)) {
            Instant now = Clock.systemUTC().instant();
            if (confirm) {
                confirm(settings, console, repository, now);
            } else {
                RecoveryKit kit = new RecoveryKit(settings, repository, now, withPassword ? settings.repositoryPassword().text() : null);
                print(console, kit);
            }
        }
        return 0;
    }

    private static void confirm(Settings settings, Console console, Repository repository, Instant now) {
        new Confirmation(settings.get(Keys.REPOSITORY_DIRECTORY)).record(repository, now);
        if (console.json()) {
            console.result(Json.object().put("confirmed", Json.time(now)).put("repository", repository.id().toString()));
        } else {
            console.line("recorded that the recovery kit of repository " + repository.id().shortName() + " is printed and put away");
        }
    }

    private static void print(Console console, RecoveryKit kit) {
        if (console.json()) {
            console.result(kit.json());
        } else {
            kit.lines().forEach(console::line);
            console.note("Print it, keep it elsewhere, then run cerb-backup recovery-kit --confirm.");
        }
    }
}
