package cerb.backup.mysql.hotcopy.restore;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Server;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.dump.report.CopiedFiles;
import cerb.backup.mysql.hotcopy.files.DataDirectory;
import cerb.backup.mysql.hotcopy.files.FileFinder;
import cerb.backup.mysql.hotcopy.files.ServerTraits;
import cerb.backup.mysql.hotcopy.files.TableFacts;
import cerb.backup.mysql.hotcopy.files.TableFiles;
import cerb.backup.mysql.load.LoadException;
import cerb.backup.mysql.load.LoadListener;
import cerb.backup.mysql.load.LoadReport;
import cerb.backup.mysql.load.ability.Foreseen;
import cerb.backup.mysql.load.script.LoadOptions;
import cerb.backup.mysql.load.script.LoadSource;
import cerb.backup.mysql.load.script.ScriptLoader;
import cerb.backup.mysql.load.target.Marker;
import cerb.backup.mysql.load.target.Target;
import cerb.backup.mysql.load.trial.AbilityCheck;
import cerb.backup.mysql.parallel.Workers;
import cerb.backup.mysql.schema.Table;
import cerb.backup.mysql.schema.read.SchemaReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Restores a hot copy into a schema of any name, on a server whose data directory is on this machine. Used once, by one thread. */
public final class HotRestore {
    private static final List<String> SCRIPTS = List.of("schema.sql", "post.sql");
    private static final Predicate<String> CHANGES_ROWS = sql -> sql.startsWith("UPDATE ");

    private final DatabaseAddress target;
    private final LoadOptions options;
    private final Path dataDirectory;
    private final LoadListener listener;

    private HotRestore(DatabaseAddress target, LoadOptions options, Path dataDirectory, LoadListener listener) {
        this.target = target;
        this.options = options;
        this.dataDirectory = dataDirectory;
        this.listener = listener;
    }

    /** Into the schema that {@code target} names, which is made if it does not exist; {@code dataDirectory} as in the options of a hot copy. */
    public static HotRestore into(DatabaseAddress target, LoadOptions options, Path dataDirectory) {
        return new HotRestore(target, options, dataDirectory, LoadListener.NONE);
    }

    /** The same, telling when the target is its own. */
    public HotRestore tellingTo(LoadListener other) {
        return new HotRestore(target, options, dataDirectory, other);
    }

    /**
     * Puts the files in place, checks every table and counts its rows.
     *
     * @param files   what they need of a server
     * @param flavour of the server they are from
     * @param version of the server they are from
     * @throws DatabaseException if the server cannot take the files or the target holds something: nothing has been changed; if a statement fails, a table does
     *                           not pass CHECK TABLE or has not the rows it should have: the schema is then left as it is, for inspection, and marked
     */
    public LoadReport run(LoadSource source, CopiedFiles files, Server.Flavour flavour, String version) {
        Set<String> tables = wanted(files);
        try (Target schema = Target.open(target, options.tables(), options.overwrite()); Session server = new Connections(target.withSchema("")).open()) {
            ServerTraits traits = ServerTraits.of(server);
            traits.demandTakes(files, flavour, version);
            DataDirectory directory = directory(server, traits);
            Foreseen foreseen = foresee(schema, source);
            List<String> placed = new PlacedFiles(source).pathsOf(tables, files.lowerCaseTableNames() != 0);
            if (schema.drops()) {
                source.readThrough(Stream.concat(placed.stream(), SCRIPTS.stream().flatMap(name -> script(source, name).stream())).toList(), target);
            }
            List<String> names = placed.stream().map(path -> path.substring(path.lastIndexOf('/') + 1)).toList();
            Marker marker = prepare(server, schema, directory, source, new Leftovers(server, directory, target.schema(), names)::remove);
            Path place = directory.schema(target.schema());
            return restore(source, files, tables, marker, (made, facts) -> FileFinder.of(made, traits, facts, place)).with(foreseen.notices()).with(halfRestored(files));
        }
    }

    /** Throws what {@link #run} would throw before it changes anything, and changes nothing at the target. */
    public Foreseen examine(LoadSource source, CopiedFiles files, Server.Flavour flavour, String version) {
        wanted(files);
        try (Target schema = Target.open(target, options.tables(), options.overwrite()); Session server = new Connections(target.withSchema("")).open()) {
            ServerTraits traits = ServerTraits.of(server);
            traits.demandTakes(files, flavour, version);
            demandSeen(server, directory(server, traits));
            schema.demand(identity(source), bytes(source));
            Foreseen foreseen = foresee(schema, source);
            return new Foreseen(foreseen.tried(), Stream.concat(new Followers(server).notices().stream(), foreseen.notices().stream()).toList(), foreseen.unmade());
        }
    }

    private DataDirectory directory(Session server, ServerTraits traits) {
        new Followers(server).demandNoCluster();
        DataDirectory directory = DataDirectory.of(target, traits, dataDirectory);
        directory.demandWritable();
        new DirectoryProof(target, directory).demand();
        return directory;
    }

    /** Throws where the server, or the account, could not make all that the copy has. */
    private Foreseen foresee(Target schema, LoadSource source) {
        AbilityCheck check = new AbilityCheck(target, source, options);
        check.demand();
        return check.foresee(schema.server(), schema.drops());
    }

    private LoadReport restore(LoadSource source, CopiedFiles files, Set<String> tables, Marker marker, BiFunction<List<Table>, TableFacts, List<TableFiles>> finder) {
        try (Session session = new Connections(target).open()) {
            Instant begun = Instant.now();
            ScriptLoader scripts = new ScriptLoader(session, source);
            script(source, "schema.sql").forEach(path -> scripts.load(path, ScriptLoader.making(options.tables()).and(sql -> !ScriptLoader.makes(sql, Marker.TABLE)), options::made));
            List<Table> made = new SchemaReader(session, tables::contains).read().tables();
            TableFacts facts = TableFacts.of(session);
            TableImport.Copy copy = new TableImport.Copy(new PlacedFiles(source), files, facts, begun);
            List<TableFiles> placed = finder.apply(made, facts);
            Map<String, Long> rows = new TreeMap<>(importTables(source, copy, made, placed, false));
            if (options.neutralising() != null) {
                // last, and at once: what acts is to lie there as it was for as short as can be
                rows.putAll(importTables(source, copy, made, placed, true));
                neutralise(source);
            }
            reset(source);
            script(source, "post.sql").forEach(path -> scripts.load(path, ScriptLoader.making(options.tables()).and(CHANGES_ROWS.negate()), options::made));
            options.withoutRows().forEach(table -> rows.put(table, 0L));
            marker.drop(session);
            return new LoadReport(rows, 0, Stream.concat(scripts.orphans().stream(), scripts.strays().stream()).toList(), scripts.unmade());
        }
    }

    /** Imports and verifies the tables that act, or the others. */
    private Map<String, Long> importTables(LoadSource source, TableImport.Copy copy, List<Table> made, List<TableFiles> placed, boolean acting) {
        Map<Boolean, List<TableFiles>> alone = placed.stream().filter(files -> isActing(files.table()) == acting).collect(Collectors.partitioningBy(TableImport::isCopied));
        importAll(source, copy, alone.get(false));
        if (!alone.get(true).isEmpty()) {
            try (Session session = unlogged(source)) {
                alone.get(true).forEach(new TableImport(session, copy)::run);
            }
        }
        return verify(made.stream().filter(table -> isActing(table) == acting).toList());
    }

    /** What changes because rows were left out of the copy, or are here. */
    private void reset(LoadSource source) {
        try (Session session = unlogged(source)) {
            ScriptLoader scripts = new ScriptLoader(session, source);
            script(source, "post.sql").forEach(path -> scripts.load(path, ScriptLoader.making(options.tables()).and(CHANGES_ROWS)));
            options.resets().forEach(session::execute);
        }
    }

    private void neutralise(LoadSource source) {
        try (Session session = unlogged(source)) {
            options.neutralising().change().accept(session.connection());
        }
    }

    /** With the settings that the definitions were made with, and out of the binlog where that may be: a replica has neither the files nor their rows. */
    private Session unlogged(LoadSource source) {
        Session session = new Connections(target).open();
        try {
            script(source, "schema.sql").forEach(path -> new ScriptLoader(session, source).load(path, sql -> sql.startsWith("SET ")));
            Binlog.leave(session);
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private boolean isActing(Table table) {
        return options.neutralising() != null && options.neutralising().tables().contains(table.name());
    }

    /** Several tables at once. */
    private void importAll(LoadSource source, TableImport.Copy copy, List<TableFiles> tables) {
        new Workers<>(tables, options.parallelism(), "restoring tables").run(queue -> {
            try (Session session = unlogged(source)) {
                TableImport imports = new TableImport(session, copy);
                for (TableFiles table = queue.get(); table != null; table = queue.get()) {
                    imports.run(table);
                }
                return null;
            }
        });
    }

    /** Which files are a single table's is known when it has been made. */
    private long bytes(LoadSource source) {
        return options.tables().isEmpty() ? source.paths().stream().filter(path -> path.contains("/hotcopy/")).mapToLong(source::size).sum() : 0;
    }

    /** The tables that get rows. */
    private Set<String> wanted(CopiedFiles files) {
        Set<String> missing = new TreeSet<>(options.tables());
        missing.addAll(options.withoutRows());
        missing.removeAll(files.rowFormats().keySet());
        if (!missing.isEmpty()) {
            throw new DatabaseException("restoring into " + target + " failed: the hot copy holds no files of table " + String.join(", ", missing),
                "Spell names as the copy does, upper and lower case too. Nothing has been changed in the database.");
        }
        Set<String> wanted = new TreeSet<>(options.tables().isEmpty() ? files.rowFormats().keySet() : options.tables());
        wanted.removeAll(options.withoutRows());
        // of a schema that was only half restored when it was copied
        wanted.remove(Marker.TABLE);
        return wanted;
    }

    private static List<String> script(LoadSource source, String name) {
        return source.paths().stream().filter(path -> path.endsWith("/" + name)).toList();
    }

    private static List<String> halfRestored(CopiedFiles files) {
        return files.rowFormats().containsKey(Marker.TABLE) ? List.of("the schema was only half restored when it was copied: the copy holds the table " + Marker.TABLE + ", which is left out") : List.of();
    }

    /** What lies there half restored is not gone on with. */
    private String identity(LoadSource source) {
        return Marker.FILES + options.identityOf(source);
    }

    /** Makes the schema; where its directory is not seen from here, nothing stays of it. */
    private Marker prepare(Session session, Target schema, DataDirectory directory, LoadSource source, Runnable dropped) {
        boolean present = demandSeen(session, directory);
        Marker marker = schema.prepare(identity(source), bytes(source), listener::begun, dropped);
        try {
            directory.schema(target.schema());
            return marker;
        } catch (DatabaseException e) {
            if (!present) {
                session.execute("DROP DATABASE " + Identifier.quote(target.schema()));
            }
            throw e;
        }
    }

    /** Whether the schema is there; throws where it is, and its directory not seen from here. */
    private boolean demandSeen(Session session, DataDirectory directory) {
        boolean present = !session.rows("SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME=" + Identifier.literal(target.schema())).isEmpty();
        if (present) {
            directory.schema(target.schema());
        }
        return present;
    }

    private Map<String, Long> verify(List<Table> tables) {
        Map<String, Long> rows = new TreeMap<>();
        new Workers<>(tables, options.parallelism(), "checking tables").run(this::check).forEach(rows::putAll);
        return rows;
    }

    private Map<String, Long> check(Supplier<Table> queue) {
        Map<String, Long> rows = new TreeMap<>();
        try (Session session = new Connections(target).open()) {
            for (Table table = queue.get(); table != null; table = queue.get()) {
                rows.put(table.name(), check(session, table));
            }
        }
        return rows;
    }

    private long check(Session session, Table table) {
        String name = Identifier.quote(table.name());
        session.rows("CHECK TABLE " + name).forEach(row -> demandSound(table, row.get(2), row.get(3)));
        long count = Long.parseLong(session.value("SELECT COUNT(*) FROM " + name + (table.versioned() ? " FOR SYSTEM_TIME ALL" : "")).orElseThrow());
        long expected = options.expectedRows().getOrDefault(table.name(), count);
        if (count != expected) {
            throw failed(table, "it has " + count + " rows instead of " + expected);
        }
        return count;
    }

    private void demandSound(Table table, String kind, String message) {
        if (kind.equalsIgnoreCase("error") || kind.equalsIgnoreCase("status") && !message.equals("OK")) {
            throw failed(table, "CHECK TABLE says: " + message);
        }
    }

    private DatabaseException failed(Table table, String why) {
        return new LoadException("restoring table " + table.name() + " into " + target + " failed: " + why,
            "Check the backup with `check --read-data`, and restore again, with --overwrite.", "", null);
    }
}
