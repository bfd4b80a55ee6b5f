package cerb.backup.mysql.load;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Loads a dump into a schema of any name: definitions, then rows on several sessions, which are verified, then what refers to them, and what has to change
 * because rows were left out. Used once, by one thread.
 */
public final class Load {
    private final DatabaseAddress target;
    private final LoadOptions options;
    private final Target schema;
    private final LoadTally tally = new LoadTally();

    private Load(DatabaseAddress target, LoadOptions options) {
        this.target = target;
        this.options = options;
        this.schema = new Target(target, options);
    }

    /** Into the schema that {@code target} names, which is made if it does not exist. */
    public static Load into(DatabaseAddress target, LoadOptions options) {
        return new Load(target, options);
    }

    /**
     * Loads everything, and compares the numbers of rows, and the checksums of what the target then holds, with those expected.
     *
     * @throws DatabaseException if the dump lacks a table that was asked for, the server lacks something that the dump needs, or the target holds something and
     *                           may not be overwritten: nothing has been changed;
     *                           if a statement fails, or if other rows than expected arrived: the schema is then left as it is, for inspection
     */
    public LoadReport run(LoadSource source) {
        Files files = Files.of(source.paths(), options.tables());
        new WantedTables(target, files, source).demand(options.tables());
        new AbilityCheck(target, files, source).demand(options.tables());
        schema.prepare();
        Connections connections = new Connections(target);
        try (Session session = connections.open()) {
            ScriptLoader scripts = new ScriptLoader(session, source);
            files.definitions().forEach(path -> scripts.load(path, options.tables()));
            new RowLoaders(connections, source, options.parallelism(), tally).load(files.rows());
            verifyRows();
            demandNone(new Verification(connections, options, tally).differences(), "tables do not hold the rows of the dump: ");
            files.programs().forEach(path -> scripts.load(path, options.tables()));
        }
        return new LoadReport(tally.rows(), tally.warnings());
    }

    private void verifyRows() {
        Map<String, Long> rows = tally.rows();
        List<String> wrong = new ArrayList<>();
        new TreeMap<>(options.expectedRows()).forEach((table, expected) -> {
            long loaded = rows.getOrDefault(table, 0L);
            if (options.wants(table) && loaded != expected) {
                wrong.add(Identifier.quote(table) + ": " + loaded + " of " + expected);
            }
        });
        demandNone(wrong, "tables did not get the rows they should have: ");
    }

    private void demandNone(List<String> wrong, String what) {
        if (!wrong.isEmpty()) {
            throw new DatabaseException("loading into " + target + " failed: " + what + String.join(", ", wrong),
                "Check the backup with `check --read-data`, and load it again.");
        }
    }
}
