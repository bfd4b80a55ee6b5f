package cerb.backup.cli.setup;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.Json;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.crypto.Password;
import cerb.backup.operation.setup.Setup;
import cerb.backup.operation.setup.Step;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What setup says. No password is ever part of it: where SQL needs one, the shell reads it out of its file. */
final class SetupReport {
    private static final String HIDDEN = "'...'";

    private final Console console;
    private final Settings settings;
    private final List<String> remarks;
    private final boolean dryRun;
    private final ArrayNode steps = Json.array();
    private final List<String> sql = new ArrayList<>();
    private boolean changed;
    private boolean byHand;

    SetupReport(Console console, Settings settings, List<String> remarks, boolean dryRun) {
        this.console = console;
        this.settings = settings;
        this.remarks = remarks;
        this.dryRun = dryRun;
    }

    /** The SQL first. */
    void begin(Setup setup) {
        remarks.forEach(console::note);
        if (setup.account().pending().isEmpty()) {
            return;
        }
        byHand = setup.account().isByHand();
        if (setup.unasked().isEmpty()) {
            sql(byHand ? "The account's SQL, to be run by an administrator:" : "The account's SQL, " + (dryRun ? "which would be run:" : "which is run now:"), setup.account().sql(word()));
            return;
        }
        console.note("The server could not be asked what it needs: " + setup.unasked().get() + ". Name an administrator with --admin-user and --admin-password-file, or run what fits:");
        sql("on MariaDB:", setup.statements(true, word()));
        sql("on MySQL:", setup.statements(false, word()));
    }

    /** What stands in the place of the password. */
    private String word() {
        Optional<Path> file = settings.find(Keys.DATABASE_PASSWORD_FILE);
        return byHand && file.isPresent() ? "'$(" + reading(file.get()) + ")'" : HIDDEN;
    }

    /** One that people chose may have signs that SQL wants a backslash before. */
    private String reading(Path file) {
        boolean isPlain = !Files.exists(file) || settings.secret(Keys.DATABASE_PASSWORD_FILE).map(Password::text).orElse("").matches("[A-Za-z0-9_-]*");
        String name = "\"" + file.toString().replaceAll("[\"$`\\\\]", "\\\\$0") + "\"";
        return isPlain ? "cat " + name : "sed \"s/[\\\\\\\\']/\\\\\\\\&/g\" " + name;
    }

    private void sql(String title, List<String> statements) {
        sql.addAll(statements);
        if (console.json()) {
            return;
        }
        console.line(title);
        if (byHand) {
            console.line("mysql -u root -p <<SQL");
            // The shell fills in what $( ) reads; all else must reach the client as it is.
            statements.forEach(line -> console.line(shell(line)));
            console.line("SQL");
        } else {
            statements.forEach(line -> console.line("  " + line));
        }
        console.line("");
    }

    private String shell(String line) {
        int begin = line.indexOf("$(");
        int end = line.lastIndexOf(")'");
        return begin < 0 || end < begin ? escaped(line) : escaped(line.substring(0, begin)) + line.substring(begin, end) + escaped(line.substring(end));
    }

    private static String escaped(String text) {
        return text.replaceAll("[$`\\\\]", "\\\\$0");
    }

    void done(Step step) {
        Optional<String> pending = step.pending();
        String state = pending.isEmpty() ? "present" : step.isByHand() ? "by_hand" : dryRun ? "to_make" : "made";
        changed |= state.equals("made");
        steps.addObject().put("subject", step.subject()).put("state", state).put("action", pending.orElse(null));
        if (!console.json()) {
            console.line(String.format(Locale.ROOT, "%-11s%s%s", label(state), step.subject(), pending.map(action -> ": " + action).orElse("")));
        }
    }

    private static String label(String state) {
        return switch (state) {
            case "present" -> "is there";
            case "made" -> "DONE";
            case "by_hand" -> "BY HAND";
            default -> "TO DO";
        };
    }

    void end(List<String> userCommands) {
        if (console.json()) {
            var json = Json.object().put("changed", changed).put("dry_run", dryRun);
            json.set("steps", steps);
            json.set("sql", Json.array(sql));
            json.set("remarks", Json.array(remarks));
            console.result(json);
            return;
        }
        Policies.lines(settings).forEach(console::line);
        console.line("");
        if (dryRun) {
            console.line("Nothing was changed (--dry-run).");
        } else if (!changed) {
            console.line(byHand ? "Nothing was changed; run the SQL above, then setup again." : "Nothing was changed: everything is there.");
        } else {
            next(userCommands);
        }
    }

    private void next(List<String> userCommands) {
        settings.find(Keys.REPOSITORY_PASSWORD_FILE).ifPresent(file -> console.line("Without the password in " + file + " nobody can read the backup, and nobody can bring it back. Keep a copy elsewhere: after "
                + "cerb-backup init, cerb-backup recovery-kit --with-password prints the page to put away."));
        if (!userCommands.isEmpty()) {
            console.line("To run the backup as a user of its own instead of root:");
            userCommands.forEach(command -> console.line("  " + command));
            console.line("and what follows as that user (runuser --user cerb-backup -- cerb-backup ...).");
        }
        console.line((byHand ? "Next: run the SQL above, then " : "Next: ") + "cerb-backup doctor, cerb-backup init, cerb-backup recovery-kit, cerb-backup backup.");
    }
}
