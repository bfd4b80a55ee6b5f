package cerb.backup.mysql.load;

import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.load.script.LoadOptions;
import cerb.backup.mysql.load.script.ScriptLoader;
import cerb.backup.mysql.load.script.Scripts;
import cerb.backup.mysql.load.text.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells which tables a dump lacks. */
final class WantedTables {
    private final DatabaseAddress target;
    private final Files files;
    private final Scripts scripts;

    WantedTables(DatabaseAddress target, Files files, Scripts scripts) {
        this.target = target;
        this.files = files;
        this.scripts = scripts;
    }

    /** Refuses names that are no table of the dump: a misspelt one would otherwise load nothing, and succeed. And a dump without definitions. */
    void demand(LoadOptions options) {
        if (files.definitions().isEmpty() && !files.rows().isEmpty()) {
            throw new LoadException("loading into " + target + " failed: the dump holds rows of " + files.rows().size() + " tables, and no schema.sql, which makes them",
                "Check the backup with `check --read-data`, and choose another recovery point. Nothing has been changed in the database.", "", null);
        }
        Set<String> missing = new TreeSet<>(options.tables());
        missing.addAll(options.withoutRows());
        missing.removeAll(files.rows().keySet());
        if (!missing.isEmpty()) {
            // a table may have a definition only
            scripts.each(files.definitions(), sql -> missing.removeIf(table -> ScriptLoader.makes(sql, table)));
        }
        if (!missing.isEmpty()) {
            throw new DatabaseException("loading into " + target + " failed: the dump holds no table "
                    + missing.stream().map(Identifier::quote).collect(Collectors.joining(", ")),
                "Spell names as the dump does, upper and lower case too. Nothing has been changed in the database.");
        }
    }
}
