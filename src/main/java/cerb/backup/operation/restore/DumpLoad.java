package cerb.backup.operation.restore;

import cerb.backup.cerb.SkippableTables;
import cerb.backup.cerb.rehearsal.Neutralisation;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Server;
import cerb.backup.mysql.hotcopy.restore.HotRestore;
import cerb.backup.mysql.load.Load;
import cerb.backup.mysql.load.LoadReport;
import cerb.backup.mysql.load.ability.Foreseen;
import cerb.backup.mysql.load.script.LoadOptions;
import cerb.backup.mysql.load.script.LoadOptions.Neutralising;
import cerb.backup.mysql.load.target.Marker;
import cerb.backup.operation.manifest.DatabasePart;
import cerb.backup.operation.rehearsal.Neutralise;
import cerb.backup.operation.rehearsal.Neutralised;
import cerb.backup.operation.report.OperationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Loads one dump as the options say, however it was taken. Used once, by one thread. */
final class DumpLoad {
    private final DatabasePart database;
    private final DatabaseOptions options;
    private final AtomicReference<Neutralised> neutralised = new AtomicReference<>();

    /** Throws OperationException where what is to be neutralised cannot be. */
    DumpLoad(DatabasePart database, DatabaseOptions options) {
        this.database = database;
        this.options = options;
        demandNeutralisable();
    }

    /** The tables that the options mean, by name; empty for all. */
    static Set<String> wanted(DatabasePart database, DatabaseOptions options) {
        return options.wantedOf(names(database));
    }

    private static List<String> names(DatabasePart database) {
        return database.tables().stream().map(DatabasePart.TablePart::name).toList();
    }

    private List<String> dumped() {
        return names(database);
    }

    private void demandNeutralisable() {
        if (options.neutralise() && !options.tables().isEmpty()) {
            // the other tables of the schema may be those of a helpdesk that runs
            throw new OperationException("single tables cannot be neutralised: what makes a helpdesk act is in many of them", "Restore all tables, to a schema of their own, with --neutralise.");
        }
        if (options.neutralise()) {
            Neutralise.demandHelpdesk(dumped());
        }
    }

    /** Loads it, as {@link Restore#database} says. */
    DatabaseResult run(DumpFiles files, DatabaseAddress target, LoadStages stages) {
        LoadOptions load = rehearsed(loadOptions());
        LoadReport report = database.files() == null ? Load.into(target, load).tellingTo(stages).run(files)
                : HotRestore.into(target, load, options.dataDirectory()).tellingTo(stages).run(files, database.files(), flavour(), database.version());
        DatabaseResult loaded = new DatabaseResult(report.rows(), report.compared(), report.warnings(), neutralised.get(), load.withoutRows(), report.unmade(), dumped().contains(Marker.TABLE));
        return database.tables().isEmpty() ? loaded.with("the dump of " + database.name() + " holds no tables, so nothing was restored, and nothing is proven of it") : loaded;
    }

    /** Throws what {@link #run} would throw before it changes anything. */
    Foreseen examine(DumpFiles files, DatabaseAddress target) {
        LoadOptions load = rehearsed(loadOptions());
        return database.files() == null ? Load.into(target, load).examine(files)
                : HotRestore.into(target, load, options.dataDirectory()).examine(files, database.files(), flavour(), database.version());
    }

    private Server.Flavour flavour() {
        return Server.Flavour.valueOf(database.flavour());
    }

    private LoadOptions rehearsed(LoadOptions load) {
        if (options.neutralise()) {
            return load.neutralisedBy(new Neutralising(Neutralisation.tables(), rows -> neutralised.set(Neutralise.run(rows))));
        }
        // no row of another application is known to set anything going
        return options.eventsOff() ? load.neutralisedBy(Neutralising.NOTHING) : load;
    }

    private LoadOptions loadOptions() {
        Set<String> wanted = wanted(database, options);
        Map<String, Long> rows = new HashMap<>();
        Map<String, String> checksums = new HashMap<>();
        database.tables().stream()
                .filter(table -> wanted.isEmpty() || wanted.contains(table.name()))
                .forEach(table -> {
                    rows.put(table.name(), table.rows());
                    if (table.rows() > 0 && table.checksum() != null) {
                        checksums.put(table.name(), table.checksum());
                    }
                });
        LoadOptions load = new LoadOptions(options.parallelism(), options.overwrite(), wanted, rows).withChecksums(checksums, database.flavour()).ofVersion(database.version()).withTried(options.tried());
        Set<String> empty = empty(wanted);
        return (options.ownDefiner() ? load.definedByLoader() : load).withoutRowsOf(empty).withResets(resets(rows.keySet(), empty));
    }

    /** As the dump itself has them in {@code post.sql} where it was told to leave a search index out. */
    private static List<String> resets(Set<String> restored, Set<String> empty) {
        return empty.stream().noneMatch(SkippableTables::isSearchIndex) ? List.of()
                : SkippableTables.SEARCH_POINTERS.stream().filter(pointer -> restored.contains(pointer.table())).map(SkippableTables.Pointer::reset).toList();
    }

    /** A name that the dump lacks stays, and is refused. */
    private Set<String> empty(Set<String> wanted) {
        List<String> dumped = dumped();
        Set<String> empty = options.emptyOf(dumped);
        empty.removeIf(table -> !wanted.isEmpty() && !wanted.contains(table) && dumped.contains(table));
        return empty;
    }
}
