package cerb.backup.operation.restore;

import cerb.backup.mysql.Identifier;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.report.ShellWord;
import java.util.ArrayList;
import java.util.List;

/** The commands that restore one snapshot, with this program and without it, as a person pastes them; what he has not chosen yet is in capitals. */
final class RestoreCommands {
    private final String id;
    private final CommandWords words;

    RestoreCommands(String id, CommandWords words) {
        this.id = id;
        this.words = words;
    }

    List<String> all(BaseSnapshot parts, boolean hasAccounts) {
        List<String> commands = new ArrayList<>();
        String placeholders = (parts.database() == null ? "" : " --database-to SCHEMA") + (parts.storage() == null ? "" : " --storage-to DIR")
                + (parts.beside().extra() == null ? "" : " --extra-to DIR");
        commands.add("cerb-backup restore " + id + ShellWord.appended(words.reading()) + ShellWord.appended(words.restoring()) + (words.hasTarget() ? "" : placeholders));
        if (!words.restic().isEmpty()) {
            commands.add("restic" + ShellWord.appended(words.restic()) + " restore " + id + " --target DIR");
        }
        if (!words.restic().isEmpty() && parts.database() != null && parts.databasePart() != null) {
            String files = "DIR/database/" + ShellWord.quoted(Identifier.fileName(parts.databasePart().name()));
            String made = "mysql -e \"CREATE DATABASE SCHEMA\" && ";
            commands.add(parts.databasePart().files() == null ? made + "cat " + files + "/schema.sql " + files + "/data/*.sql " + files + "/post.sql | mysql --comments SCHEMA"
                    : made + "mysql SCHEMA < " + files + "/schema.sql, the files of " + files + "/hotcopy as the README says, mysql --comments SCHEMA < " + files + "/post.sql");
        }
        if (hasAccounts) {
            commands.add(accounts());
        }
        return commands;
    }

    /** The one that prints accounts and grants. */
    String accounts() {
        return "cerb-backup cat " + id + " /database/accounts.sql" + ShellWord.appended(words.reading());
    }
}
