package cerb.backup.operation.drill;

import cerb.backup.cerb.StorageProfile;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.format.FormatException;
import cerb.backup.mysql.Server.Flavour;
import cerb.backup.mysql.UnfitServerException;
import cerb.backup.mysql.load.ability.Foreseen;
import cerb.backup.operation.Observer;
import cerb.backup.operation.Observers;
import cerb.backup.operation.Stage;
import cerb.backup.operation.StageTimer;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.drill.scratch.RefusedException;
import cerb.backup.operation.drill.scratch.Scratch;
import cerb.backup.operation.drill.server.DrillServer;
import cerb.backup.operation.drill.server.GivenServer;
import cerb.backup.operation.drill.server.PrivateServer;
import cerb.backup.operation.drill.server.ServerProgram;
import cerb.backup.operation.manifest.DatabasePart;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.restore.DatabaseOptions;
import cerb.backup.operation.restore.DatabaseResult;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.entries.TreeEntries;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.operation.restore.files.StorageResult;
import cerb.backup.repository.DamagedException;
import cerb.backup.repository.Repository;
import cerb.backup.repository.StoredSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The steps of one drill between its targets' being found fit and their being removed. A step that fails does not keep the others from being tried: each says something else of the backup. Used by one thread. */
final class Rehearsal implements AutoCloseable {
    private static final Pattern REPOSITORY_FILE = Pattern.compile("\\b(data|index|snapshots)/([0-9a-f]{2}/)?[0-9a-f]+");

    private final DrillOptions options;
    private final Scratch scratch;
    private final DrillLog log;
    private final Observer observer;
    private final AtomicReference<Duration> verified = new AtomicReference<>(Duration.ZERO);
    private DrillServer server;
    private Repository repository;
    private Foreseen foreseen = Foreseen.NOTHING;
    private boolean hasFiles;
    private DatabaseResult restored;

    /** {@code given} is null where the drill starts a server of its own. */
    Rehearsal(DrillOptions options, Scratch scratch, GivenServer given, DrillLog log, Observer observer) {
        this.options = options;
        this.scratch = scratch;
        this.server = given;
        this.log = log;
        this.observer = new Observers(observer, new Observer() {
            @Override
            public void stageEnded(Stage stage, Duration took) {
                if (stage == Stage.VERIFY_DATABASE) {
                    verified.set(took);
                }
            }
        }).all();
    }

    void run(Function<Path, Repository> opener, Assertions assertions) {
        BaseSnapshot point = log.attempt(DrillStep.OPEN, "repository", () -> open(opener));
        if (point == null) {
            return;
        }
        DrilledDump dump = new DrilledDump(repository, point);
        dump.demandKind(options.kindOfCerb());
        new Room(options, scratch, log).demandFor(point, server);
        if (point.database() != null && options.server() != null && options.server().schema().isEmpty()) {
            ((GivenServer) server).make();
        }
        if (point.database() != null && server == null) {
            server = log.attempt(DrillStep.SERVER, "drill", () -> startServer(point));
        }
        if (server != null) {
            foreseen = dump.foresee(server.schema(), databaseOptions());
        }
        if (point.storage() == null && point.storagePart() != null) {
            log.wrong(Finding.damage("storage", "the manifest counts " + Plurals.words(point.storagePart().files(), "file") + ", and the snapshot holds no storage directory", log.checkCommand()), 1);
        } else if (point.storage() == null) {
            log.leaveOut("Files: the recovery point holds no storage directory.");
        } else {
            storage(point);
        }
        if (point.database() == null) {
            log.wrong(Finding.damage("database", "the recovery point holds no dump", log.checkCommand()), 1);
        } else if (dump.isEmpty()) {
            log.wrong(Finding.damage("database", "the dump holds no tables, so a restore of it proves nothing", "See which recovery points hold some: cerb-backup snapshots; and why this one does not: cerb-backup doctor."), 1);
        } else {
            database(point);
        }
        crossCheck(point);
        ask(assertions);
        log.leaveOut("What a recovery point may hold besides: extra files, accounts and grants, the catalog, the inventory of objects.");
        log.leaveOut("Owners, modes and times of files; that programs run on what was restored.");
    }

    /** A snapshot that cannot be read may be the newest recovery point: its damage fails the drill, which goes on with the newest one that can be read. */
    private BaseSnapshot open(Function<Path, Repository> opener) {
        repository = opener.apply(scratch.home().resolve("fetched"));
        log.opened(repository.id().toString());
        Snapshots snapshots = new Snapshots(repository, options.helpdesk());
        List<StoredSnapshot> all = snapshots.recoveryPoints(damaged -> log.wrong(damaged, 1));
        StoredSnapshot chosen = snapshots.choose(Snapshots.LATEST, null, true);
        log.chose(chosen);
        long newer = all.stream().filter(each -> each.snapshot().time().isAfter(chosen.snapshot().time())).count();
        if (newer > 0) {
            log.add(new Finding(Finding.Severity.NOTE, "recovery point", (newer == 1 ? "a newer one is" : newer + " newer ones are") + " incomplete, so the one of " + chosen.snapshot().time().truncatedTo(ChronoUnit.SECONDS)
                    + " is restored, which says nothing of what is newer", "See why: cerb-backup status."));
        }
        BaseSnapshot point = BaseSnapshot.readParts(chosen, repository.index()).orElseThrow(() -> lostRoot(chosen));
        if (point.manifest() == null) {
            log.wrong(Finding.damage("manifest", "snapshot " + chosen.id().shortName() + " has no manifest that can be read, so nothing can be compared with it", log.checkCommand()), 1);
        }
        return point;
    }

    private OperationException lostRoot(StoredSnapshot snapshot) {
        String reason = "it can be read now, and could not a moment ago";
        try {
            repository.index().tree(snapshot.snapshot().tree()).forEach(node -> { });
        } catch (DamagedException | FormatException e) {
            reason = e.getMessage();
        }
        return new OperationException("snapshot " + snapshot.id().shortName() + " cannot be restored, because its root directory is lost: " + reason, log.checkCommand());
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

    private void storage(BaseSnapshot point) {
        StorageOptions target = new StorageOptions(scratch.storage(), false, List.of(), null, options.readers());
        StorageResult restored = log.attempt(DrillStep.STORAGE, "storage", () -> new Restore(repository, observer).storage(point.stored(), target));
        if (restored == null) {
            return;
        }
        hasFiles = true;
        log.restoredFiles(restored.files(), restored.bytes());
        List<Finding> lost = restored.findings().stream().filter(Finding::marksIncomplete).toList();
        lost.forEach(log::tell);
        log.attempt(DrillStep.COMPARE_FILES, "storage", () -> {
            try (StageTimer stage = new StageTimer(observer, Stage.COMPARE_STORAGE)) {
                FileComparison comparison = new FileComparison(repository.index(), scratch.storage(),
                        compared -> stage.progress(compared.ofAbout(point.storagePart().files(), point.storagePart().bytes())));
                comparison.run(point.storage());
                conclude(point, comparison, lost);
            }
            return null;
        });
    }

    /** Findings of files name them: here they are counted, and the first reason is given that names none. */
    private void conclude(BaseSnapshot point, FileComparison comparison, List<Finding> lost) {
        long different = comparison.different();
        boolean whole = different == 0 && lost.isEmpty() && !comparison.findings().incomplete();
        if (whole) {
            log.prove("Files: " + comparison.same() + ", " + Plurals.words(comparison.bytes(), "byte") + ", read again from the disk; the SHA-256 of each stretch is the one in the snapshot.");
        } else {
            if (lost.isEmpty()) {
                comparison.findings().list().forEach(log::tell);
            }
            String what = different == 0 ? "a directory could not be restored" : different + " of " + Plurals.words(comparison.files(), "file") + " could not be restored as they were";
            log.wrong(Finding.damage("storage", what + reason(lost).map(reason -> (different == 0 ? "; of the first one " : "; the first one ") + reason).orElse(""), log.checkCommand()),
                    Math.max(1, different));
        }
        if (point.storagePart() != null && point.storagePart().files() != comparison.files()) {
            log.wrong(Finding.damage("storage", "the manifest counts " + Plurals.words(point.storagePart().files(), "file") + ", and the snapshot holds " + comparison.files(), log.checkCommand()), 1);
        }
    }

    /** Why something is lost, of the first that says so without the name of a file; those of the repository may be named. */
    private Optional<String> reason(List<Finding> lost) {
        return lost.stream().map(Finding::message).map(message -> message.replace(repository.backend().location(), "the repository")).filter(message -> !REPOSITORY_FILE.matcher(message).replaceAll("").contains("/")).findFirst();
    }

    private void database(BaseSnapshot point) {
        DatabasePart manifest = point.databasePart();
        log.dumpedFrom(manifest == null ? null : manifest.flavour() + " " + manifest.version());
        DatabaseResult loaded = log.attempt(DrillStep.DATABASE, "database", () -> {
            log.restoredInto(server.describe());
            return load(point);
        });
        if (!verified.get().isZero()) {
            log.tookWithin(DrillStep.DATABASE, DrillStep.COMPARE_ROWS, verified.get());
        }
        if (loaded != null) {
            restored = loaded;
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
    }

    private DatabaseResult load(BaseSnapshot point) {
        Restore restore = new Restore(repository, observer);
        try {
            return server instanceof GivenServer given ? given.load(claim -> restore.database(point.stored(), given.schema(), databaseOptions(), claim))
                    : restore.database(point.stored(), server.schema(), databaseOptions());
        } catch (UnfitServerException e) {
            throw DrilledDump.unfit(e);
        }
    }

    private void crossCheck(BaseSnapshot point) {
        if (!options.kindOfCerb() || restored == null || !hasFiles) {
            log.leaveOut("Rows with the files that they refer to: " + (options.kindOfCerb() ? "one of the two was not restored." : "storage.kind is plain."));
            return;
        }
        log.attempt(DrillStep.CROSS_CHECK, "cross-check", () -> {
            Map<Long, StorageProfile> elsewhere = restored.neutralised().elsewhere();
            RestoredPair pair = new RestoredPair(server.schema(), scratch.storage(), elsewhere, elsewhere.isEmpty() ? Map.of() : extraFiles(point));
            pair.run();
            pair.conclude(point.manifest() == null ? null : point.manifest().crossCheck(), log);
            return null;
        });
    }

    private void ask(Assertions assertions) {
        if (!assertions.isEmpty() && restored == null) {
            log.leaveOut("Assertions: the database was not restored.");
        } else if (!assertions.isEmpty()) {
            log.attempt(DrillStep.ASSERT, "assertions", () -> {
                assertions.run(server.schema(), log);
                return null;
            });
        }
    }

    /** A few at most: a recovery point takes ten thousand below a path. */
    private Map<Path, Long> extraFiles(BaseSnapshot point) {
        Map<Path, Long> files = new HashMap<>();
        if (point.beside().extra() != null) {
            new TreeEntries(repository.index(), path -> true, new Findings()).visit(point.beside().extra().subtree(), (path, node) -> {
                if (node.content() != null) {
                    files.put(path.in(Path.of("/")), node.size());
                }
                return true;
            });
        }
        return files;
    }

    private DatabaseOptions databaseOptions() {
        DatabaseOptions all = new DatabaseOptions(options.loaders(), false, Set.of());
        return (options.kindOfCerb() ? all.neutralised() : all.withEventsOff()).after(foreseen);
    }

    /** Removes the database and closes the repository. */
    @Override
    public void close() {
        try (Repository opened = repository; DrillServer used = server) {
            repository = null;
            server = null;
        }
    }
}
