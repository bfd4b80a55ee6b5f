package cerb.backup.cli.kit;

import java.util.List;

/** The commands that restore without us, each of which works in a shell as it stands. They write below the directory they are run in. */
final class Commands {
    private Commands() {}

    /** Where restic finds the repository and its password. */
    static List<String> environment(String url, String passwordFile) {
        return List.of("export RESTIC_REPOSITORY=" + quoted(url), "export RESTIC_PASSWORD_FILE=" + quoted(passwordFile));
    }

    /** For restic 0.14 and newer. */
    static List<String> restic(String helpdesk) {
        String newest = "restic restore latest --host " + quoted(helpdesk) + " --tag cerb-backup,recovery-point";
        return List.of("restic snapshots --host " + quoted(helpdesk), newest + " --include /storage --target restored", newest + " --include /database --target restored");
    }

    /** For restic 0.16 and newer: the attachments straight to their place. */
    static List<String> newerRestic(String helpdesk) {
        return List.of("restic restore latest:/storage --host " + quoted(helpdesk) + " --tag cerb-backup,recovery-point --target restored-storage");
    }

    /** For the clients of MariaDB and MySQL. */
    static List<String> mysql(String schema) {
        String target = schema + "_restored";
        return List.of("mysql -e " + quoted("CREATE DATABASE `" + target + "` DEFAULT CHARACTER SET utf8mb4"),
                "(cd restored/database/" + quoted(schema) + " && cat schema.sql data/*.sql post.sql) | mysql --comments " + quoted(target));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
