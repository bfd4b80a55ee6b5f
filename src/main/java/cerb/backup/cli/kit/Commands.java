package cerb.backup.cli.kit;

import cerb.backup.mysql.Identifier;
import cerb.backup.operation.report.ShellWord;
import java.util.List;

/** The commands that restore without us, each of which works in a shell as it stands. They write below the directory they are run in. */
final class Commands {
    private static final String FILTER = " --tag cerb-backup,recovery-point";
    /** A server of the same kind takes over the files of each table; its account and the rights of its files are as its packages make them. */
    private static final String HOT_COPY = """
            mysql -e %1$s && mysql --comments %2$s < restored/%3$s/schema.sql
            for f in restored/%3$s/hotcopy/*.ibd; do t=$(basename "$f" .ibd)
              mysql -e "SET foreign_key_checks=0; ALTER TABLE \\`$t\\` DISCARD TABLESPACE" %2$s
              install -o mysql -g mysql -m 660 "${f%%.ibd}.ibd" "${f%%.ibd}.cfg" "$(mysql -NBe 'SELECT @@datadir')"%2$s/
              mysql -e "SET foreign_key_checks=0; ALTER TABLE \\`$t\\` IMPORT TABLESPACE" %2$s
            done
            mysql -e "FLUSH TABLES"
            find restored/%3$s/hotcopy -name '*.M[YA][DI]' -exec install -o mysql -g mysql -m 660 {} "$(mysql -NBe 'SELECT @@datadir')"%2$s/ \\;
            mysql -e "FLUSH TABLES" && mysql --comments %2$s < restored/%3$s/post.sql""";

    private Commands() {}

    /** Where restic finds the repository and its password, and which recovery point the others take. */
    static List<String> environment(String url, String passwordFile) {
        return List.of("export RESTIC_REPOSITORY=" + ShellWord.quoted(url), "export RESTIC_PASSWORD_FILE=" + ShellWord.quoted(passwordFile), "export RECOVERY_POINT=latest");
    }

    /** For restic 0.14 and newer. Files and database come out of one call, and so out of one snapshot: before another call the daemon may make a newer one. */
    static List<String> restic(String helpdesk, boolean extra) {
        String filter = " --host " + ShellWord.quoted(helpdesk) + FILTER;
        return List.of("restic snapshots" + filter,
                "restic restore \"$RECOVERY_POINT\"" + filter + " --include /storage --include /database" + (extra ? " --include /extra" : "") + " --target restored");
    }

    /** For restic 0.16 and newer: the attachments straight to their place. */
    static List<String> newerRestic(String helpdesk) {
        return List.of("restic restore \"$RECOVERY_POINT\":/storage --host " + ShellWord.quoted(helpdesk) + FILTER + " --target restored-storage");
    }

    /** For the clients of MariaDB and MySQL, where the dump is of statements. */
    static List<String> mysql(String schema) {
        return List.of("mysql -e " + ShellWord.quoted(creation(schema)),
                "(cd restored/" + ShellWord.quoted(directory(schema)) + " && cat schema.sql data/*.sql post.sql) | mysql --comments " + ShellWord.quoted(target(schema)));
    }

    /** For root on the server's host, where the dump is a hot copy; for MariaDB and MySQL. */
    static List<String> hotCopy(String schema) {
        return List.of(String.format(HOT_COPY, ShellWord.quoted(creation(schema)), ShellWord.quoted(target(schema)), ShellWord.quoted(directory(schema))));
    }

    private static String creation(String schema) {
        return "CREATE DATABASE `" + target(schema) + "` DEFAULT CHARACTER SET utf8mb4";
    }

    /** Where a recovery point has the dump of a schema. */
    static String directory(String schema) {
        return "database/" + Identifier.fileName(schema);
    }

    /** Of characters that a server spells alike in SQL and in the names of its directories. */
    private static String target(String schema) {
        return schema.replaceAll("[^A-Za-z0-9_]", "_") + "_restored";
    }
}
