package cerb.backup.mysql.load;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.load.ability.Foreseen;
import cerb.backup.mysql.load.script.LoadOptions;
import cerb.backup.mysql.load.script.LoadSource;
import cerb.backup.mysql.load.script.ScriptLoader;
import cerb.backup.mysql.load.script.Scripts;
import cerb.backup.mysql.load.target.Begun;
import cerb.backup.mysql.load.target.Marker;
import cerb.backup.mysql.load.target.Outline;
import cerb.backup.mysql.load.target.Target;
import cerb.backup.mysql.load.text.Code;
import cerb.backup.mysql.load.text.Files;
import cerb.backup.mysql.load.trial.AbilityCheck;
import cerb.backup.mysql.load.trial.PacketCheck;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Loads a dump into a schema of any name: definitions, then rows on several sessions, which are verified, then those that are to be neutralised, then what refers
 * to rows, and what has to change because rows were left out. Used once, by one thread.
 */
public final class Load {
    private final DatabaseAddress target;
    private final LoadOptions options;
    private final LoadListener listener;
    private final LoadTally tally = new LoadTally();

    private Load(DatabaseAddress target, LoadOptions options, LoadListener listener) {
        this.target = target;
        this.options = options;
        this.listener = listener;
    }

    /** Into the schema that {@code target} names, which is made if it does not exist. */
    public static Load into(DatabaseAddress target, LoadOptions options) {
        return new Load(target, options, LoadListener.NONE);
    }

    /** The same, telling how far it is. */
    public Load tellingTo(LoadListener other) {
        return new Load(target, options, other);
    }

    /**
     * Loads everything, and compares the numbers of rows, and the checksums of what the target then holds, with those expected. Goes on with a load of the same dump that ended early.
     *
     * @throws DatabaseException if the dump lacks a table that was asked for, the server lacks something that the dump needs, or the target holds something and
     *                           may not be overwritten: nothing has been changed;
     *                           if a statement fails, or if other rows than expected arrived: the schema is then left as it is, to go on, or for inspection
     */
    public LoadReport run(LoadSource source) {
        Scripts scripts = new Scripts(source);
        Files files = Files.of(source.paths(), options::wants);
        demand(source, scripts, files);
        try (Target schema = Target.open(target, options.tables(), options.overwrite())) {
            Set<String> objects = objects(scripts, files);
            Outline outline = new Outline(options.identityOf(source), objects, files.rows(), leastBytes(source, files));
            foresee(schema, outline, source).notices().forEach(tally::warn);
            if (schema.drops(outline)) {
                source.readThrough(files.all(), target);
            }
            Begun begun = schema.begin(outline, listener::begun);
            String wrong = load(source, files, begun);
            if (!wrong.isEmpty()) {
                throw new LoadException("loading into " + target + " failed: " + wrong, "Check the backup with `check --read-data`, and load it again, with --overwrite.", "", null);
            }
        }
        return new LoadReport(tally.rows(), tally.compared(), tally.warnings(), tally.unmade());
    }

    /**
     * Throws what {@link #run} would throw before it changes anything, and changes nothing at the target: for whoever has other things to do first, or wants to know what will not be made.
     */
    public Foreseen examine(LoadSource source) {
        Scripts scripts = new Scripts(source);
        Files files = Files.of(source.paths(), options::wants);
        demand(source, scripts, files);
        try (Target schema = Target.open(target, options.tables(), options.overwrite())) {
            Outline outline = new Outline(options.identityOf(source), objects(scripts, files), files.rows(), leastBytes(source, files));
            schema.demand(outline);
            return foresee(schema, outline, source);
        }
    }

    /** One that goes on has been tried, and has made its definitions. */
    private Foreseen foresee(Target schema, Outline outline, LoadSource source) {
        return schema.goesOn(outline) ? Foreseen.NOTHING : new AbilityCheck(target, source, options).foresee(schema.server(), schema.drops(outline));
    }

    private void demand(LoadSource source, Scripts scripts, Files files) {
        new WantedTables(target, files, scripts).demand(options);
        new AbilityCheck(target, source, options).demand();
        new PacketCheck(target, source).demand(files.all());
    }

    /** A byte of a value may be two hexadecimal digits in the text, a NULL takes next to nothing in a table, and a table may be compressed: only what is far too much is refused. */
    private static long leastBytes(LoadSource source, Files files) {
        return files.rows().values().stream().flatMap(List::stream).mapToLong(source::size).sum() / 4;
    }

    private Set<String> objects(Scripts scripts, Files files) {
        Set<String> objects = new HashSet<>();
        Predicate<String> wanted = ScriptLoader.making(options.tables());
        List.of(files.definitions(), files.programs()).forEach(paths -> scripts.each(paths, sql -> {
            if (ScriptLoader.makes(sql, Marker.TABLE)) {
                tally.warn("the schema was only half loaded when it was dumped: the dump holds the table " + Marker.TABLE + ", which is left out");
            }
            if (wanted.test(sql)) {
                Code code = Code.of(sql);
                objects.add(code.object());
                // one without rows is restored, too
                Optional.of(code.table()).filter(table -> !table.isEmpty() && !table.equals(Marker.TABLE)).ifPresent(table -> tally.add(table, 0));
            }
        }));
        return objects;
    }

    /** What the rows lack, if they were looked at and lack something. */
    private String load(LoadSource source, Files files, Begun begun) {
        Connections connections = new Connections(target);
        try (Session session = connections.open()) {
            ScriptLoader scripts = new ScriptLoader(session, source);
            Predicate<String> wanted = ScriptLoader.making(options.tables()).and(sql -> !begun.holds(Code.of(sql).object()) && !ScriptLoader.makes(sql, Marker.TABLE));
            files.definitions().forEach(path -> scripts.load(path, wanted, options::made));
            Map<String, Long> loaded = begun.marker().files(session);
            loadRows(connections, source, files, begun, loaded);
            Verification verification = new Verification(connections, options, tally, listener, bytes(source, files));
            if (!begun.marker().isVerified(session)) {
                String wrong = verification.wrong();
                if (!wrong.isEmpty()) {
                    return wrong;
                }
                begun.marker().verified(session);
            }
            if (options.neutralising() != null) {
                String wrong = rowLoaders(connections, source).loadActing(rows(files, true), begun.marker(), loaded, verification, options.neutralising().change());
                if (!wrong.isEmpty()) {
                    return wrong;
                }
            }
            options.resets().forEach(session::execute);
            files.programs().forEach(path -> scripts.load(path, ScriptLoader.making(options.tables()), options::made));
            scripts.orphans().forEach(tally::duty);
            scripts.strays().forEach(tally::duty);
            tally.unmade(scripts.unmade());
            begun.marker().drop(session);
            return "";
        } catch (DatabaseException e) {
            String warning = options.neutralising() == null ? "" : " What is there may be not neutralised yet: let nothing run on it.";
            throw new LoadException(e.getMessage(), e.remedy() + warning + " The same restore, without --overwrite, then goes on where this one ended.", e.remedy(), e.getCause());
        }
    }

    private void loadRows(Connections connections, LoadSource source, Files files, Begun begun, Map<String, Long> loaded) {
        if (begun.goesOn()) {
            tally.warn("went on with " + begun.marker() + ": " + loaded.size() + " of " + files.rows().values().stream().mapToInt(List::size).sum()
                + " files of rows were loaded already");
        }
        rowLoaders(connections, source).load(rows(files, false), begun.marker(), loaded);
    }

    private RowLoaders rowLoaders(Connections connections, LoadSource source) {
        return new RowLoaders(connections, source, options.parallelism(), tally, listener);
    }

    private Map<String, List<String>> rows(Files files, boolean acting) {
        Map<String, List<String>> rows = new TreeMap<>(files.rows());
        rows.keySet().removeIf(table -> options.isActing(table) != acting);
        return rows;
    }

    private static Map<String, Long> bytes(LoadSource source, Files files) {
        Map<String, Long> bytes = new TreeMap<>();
        files.rows().forEach((table, paths) -> bytes.put(table, paths.stream().mapToLong(source::size).sum()));
        return bytes;
    }
}
