package cerb.backup.cli.kit;

import cerb.backup.operation.report.ShellWord;
import java.util.List;

/** The commands that restore without us, each of which works in a shell as it stands. They write below the directory they are run in. */
final class Commands {
    private Commands() {}

    /** Where restic finds the repository and its password. */
    static List<String> environment(String url, String passwordFile) {
        return List.of("export RESTIC_REPOSITORY=" + ShellWord.quoted(url), "export RESTIC_PASSWORD_FILE=" + ShellWord.quoted(passwordFile));
    }

    /** For restic 0.14 and newer. */
    static List<String> restic(String helpdesk) {
        String newest = "restic restore latest --host " + ShellWord.quoted(helpdesk) + " --tag cerb-backup,recovery-point";
        return List.of("restic snapshots --host " + ShellWord.quoted(helpdesk), newest + " --include /storage --target restored", newest + " --include /database --target restored");
    }

    /** For restic 0.16 and newer: the attachments straight to their place. */
    static List<String> newerRestic(String helpdesk) {
        return List.of("restic restore latest:/storage --host " + ShellWord.quoted(helpdesk) + " --tag cerb-backup,recovery-point --target restored-storage");
    }

    /** For the clients of MariaDB and MySQL. */
    static List<String> mysql(String schema) {
        String target = schema + "_restored";
        return List.of("mysql -e " + ShellWord.quoted("CREATE DATABASE `" + target + "` DEFAULT CHARACTER SET utf8mb4"),
                "(cd restored/database/" + ShellWord.quoted(schema) + " && cat schema.sql data/*.sql post.sql) | mysql --comments " + ShellWord.quoted(target));
    }
}
