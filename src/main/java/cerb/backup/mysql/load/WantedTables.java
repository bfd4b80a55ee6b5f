package cerb.backup.mysql.load;

import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells which tables a dump lacks. */
final class WantedTables {
    private final DatabaseAddress target;
    private final Files files;
    private final LoadSource source;

    WantedTables(DatabaseAddress target, Files files, LoadSource source) {
        this.target = target;
        this.files = files;
        this.source = source;
    }

    /** Refuses names that are no table of the dump: a misspelt one would otherwise load nothing, and succeed. */
    void demand(Set<String> tables) {
        Set<String> missing = new TreeSet<>(tables);
        missing.removeAll(files.rows().keySet());
        if (!missing.isEmpty()) {
            // a table may have a definition only
            files.definitions().forEach(path -> removeDefined(path, missing));
        }
        if (!missing.isEmpty()) {
            throw new DatabaseException("loading into " + target + " failed: the dump holds no table "
                    + missing.stream().map(Identifier::quote).collect(Collectors.joining(", ")),
                "Spell names as the dump does, upper and lower case too. Nothing has been changed in the database.");
        }
    }

    private void removeDefined(String path, Set<String> missing) {
        try (InputStream in = source.open(path)) {
            StatementReader statements = new StatementReader(in, path);
            for (String sql = statements.next(); sql != null; sql = statements.next()) {
                String statement = sql;
                missing.removeIf(table -> ScriptLoader.makes(statement, table));
            }
        } catch (IOException e) {
            throw new DatabaseException("reading " + path + " failed: " + e.getMessage(), "Check the backup it comes from.", e);
        }
    }
}
