package cerb.backup.operation.drill;

import cerb.backup.configuration.value.Plurals;
import cerb.backup.mysql.Server.Flavour;
import cerb.backup.mysql.UnfitServerException;
import cerb.backup.mysql.load.ability.Foreseen;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.drill.scratch.RefusedException;
import cerb.backup.operation.drill.scratch.Scratch;
import cerb.backup.operation.drill.server.DrillServer;
import cerb.backup.operation.drill.server.GivenServer;
import cerb.backup.operation.drill.server.PrivateServer;
import cerb.backup.operation.drill.server.ServerProgram;
import cerb.backup.operation.manifest.DatabasePart;
import cerb.backup.operation.observer.DrillStep;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.restore.DatabaseOptions;
import cerb.backup.operation.restore.DatabaseResult;
import cerb.backup.operation.restore.Restore;
import cerb.backup.repository.Repository;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** The database of a drill: the server that takes it, what is restored into it, and what that proves. Used by one thread. */
final class RehearsedDatabase implements AutoCloseable {
    private final DrillOptions options;
    private final Scratch scratch;
    private final DrillLog log;
    private final Observer observer;
    private final AtomicReference<Duration> verified = new AtomicReference<>(Duration.ZERO);
    private DrillServer server;
    private Foreseen foreseen = Foreseen.NOTHING;

    /** {@code given} is null where the drill starts a server of its own; {@code observers} hear of the stages, and so does this. */
    RehearsedDatabase(DrillOptions options, Scratch scratch, GivenServer given, DrillLog log, Observers observers) {
        this.options = options;
        this.scratch = scratch;
        this.server = given;
        this.log = log;
        this.observer = observers.all();
        observers.add(new Observer() {
            @Override
            public void stageEnded(Stage stage, Duration took) {
                if (stage == Stage.VERIFY_DATABASE) {
                    verified.set(took);
                }
            }
        });
    }

    /** The server; null where the drill is to start one, or could not. */
    DrillServer server() {
        return server;
    }

    /** Has the server there that takes the dump of a recovery point, if it holds one. Throws RefusedException where the server is not fit for it. */
    void prepare(BaseSnapshot point, DrilledDump dump) {
        if (point.database() != null && options.server() != null && options.server().schema().isEmpty()) {
            ((GivenServer) server).make();
        }
        if (point.database() != null && server == null) {
            server = log.attempt(DrillStep.SERVER, "drill", () -> startServer(point));
        }
        if (server != null) {
            foreseen = dump.foresee(server.schema(), databaseOptions());
        }
    }

    private DrillServer startServer(BaseSnapshot point) {
        Flavour flavour = point.databasePart() == null ? Flavour.MARIADB : Flavour.valueOf(point.databasePart().flavour());
        ServerProgram program = ServerProgram.find(flavour).orElseThrow(() -> new RefusedException("no database server is given, and no mysqld or mariadbd is installed on this machine",
                "Name a server in drill.database.host, or install one; it need not run."));
        if (program.flavour() != flavour) {
            log.add(Finding.note("drill", "the dump is of " + flavour + ", and the server that is installed here of " + program.flavour() + ": their values are not compared"));
        }
        return PrivateServer.start(program, scratch.home(), scratch.name(options.live().address().schema()));
    }

    /** Restores and compares it; null where it was not restored. */
    DatabaseResult rehearse(Repository repository, BaseSnapshot point, DrilledDump dump) {
        if (point.database() == null) {
            log.wrong(Finding.damage("database", "the recovery point holds no dump", log.checkCommand()), 1);
        } else if (dump.isEmpty()) {
            log.wrong(Finding.damage("database", "the dump holds no tables, so a restore of it proves nothing", "See which recovery points hold some: cerb-backup snapshots; and why this one does not: cerb-backup doctor."), 1);
        } else {
            return database(repository, point);
        }
        return null;
    }

    private DatabaseResult database(Repository repository, BaseSnapshot point) {
        DatabasePart manifest = point.databasePart();
        log.dumpedFrom(manifest == null ? null : manifest.flavour() + " " + manifest.version());
        DatabaseResult loaded = log.attempt(DrillStep.DATABASE, "database", () -> {
            log.restoredInto(server.describe());
            return load(repository, point);
        });
        if (!verified.get().isZero()) {
            log.tookWithin(DrillStep.DATABASE, DrillStep.COMPARE_ROWS, verified.get());
        }
        if (loaded != null) {
            concludeRows(manifest, loaded);
            concludeObjects(loaded);
        }
        return loaded;
    }

    private DatabaseResult load(Repository repository, BaseSnapshot point) {
        Restore restore = new Restore(repository, observer);
        try {
            return server instanceof GivenServer given ? given.load(claim -> restore.database(point.stored(), given.schema(), databaseOptions(), claim))
                    : restore.database(point.stored(), server.schema(), databaseOptions());
        } catch (UnfitServerException e) {
            throw DrilledDump.unfit(e);
        }
    }

    private void concludeRows(DatabasePart manifest, DatabaseResult loaded) {
        long rows = loaded.rows().values().stream().mapToLong(Long::longValue).sum();
        log.restoredRows(rows, Room.textBytes(manifest));
        log.prove("Database: " + Plurals.words(manifest.tables().size(), "table") + " with " + Plurals.words(rows, "row") + ", in each as many as the manifest says.");
        if (loaded.compared() > 0) {
            log.prove("Database: the checksum of the rows of " + Plurals.words(loaded.compared(), "table") + ", computed again from the restored database, is the one in the manifest.");
        }
        long others = manifest.tables().stream().filter(table -> table.rows() > 0).count() - loaded.compared();
        if (others > 0) {
            log.leaveOut("The values of the rows of " + Plurals.words(others, "table") + ": only their number was compared.");
        }
    }

    private void concludeObjects(DatabaseResult loaded) {
        List<String> remarks = Stream.concat(foreseen.notices().stream(), loaded.warnings().stream()).toList();
        // a remark may quote a value
        remarks.forEach(remark -> log.tell(Finding.note("database", remark)));
        loaded.unmade().forEach((view, reason) -> log.tell(Finding.note("database", view + " was not made: " + reason)));
        if (!loaded.unmade().isEmpty()) {
            log.leaveOut("Views that read what is not in the recovery point: " + loaded.unmade().size() + ", which could not be made here.");
        }
        if (!remarks.isEmpty()) {
            log.leaveOut("Remarks on what was loaded, which the program's log tells and nobody has judged: " + remarks.size() + ".");
        }
        if (loaded.neutralised() != null) {
            log.prove("Neutralised: " + Plurals.words(loaded.neutralised().rows(), "row") + " of " + loaded.neutralised().release() + " changed after the comparison, so that the copy would fetch, send and delete nothing.");
            loaded.neutralised().warnings().forEach(log::leaveOut);
        }
        log.leaveOut("Views, triggers, routines and events were made, and not run.");
    }

    private DatabaseOptions databaseOptions() {
        DatabaseOptions all = new DatabaseOptions(options.loaders(), false, Set.of());
        return (options.kindOfCerb() ? all.neutralised() : all.withEventsOff()).after(foreseen);
    }

    /** Removes it. */
    @Override
    public void close() {
        try (DrillServer used = server) {
            server = null;
        }
    }
}
