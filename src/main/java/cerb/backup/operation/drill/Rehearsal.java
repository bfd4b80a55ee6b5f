package cerb.backup.operation.drill;

import cerb.backup.cerb.StorageProfile;
import cerb.backup.format.FormatException;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.drill.scratch.Scratch;
import cerb.backup.operation.drill.server.GivenServer;
import cerb.backup.operation.observer.DrillStep;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.restore.DatabaseResult;
import cerb.backup.operation.restore.entries.TreeEntries;
import cerb.backup.repository.Repository;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.repository.shared.DamagedException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The steps of one drill between its targets' being found fit and their being removed. A step that fails does not keep the others from being tried: each says something else of the backup. Used by one thread. */
final class Rehearsal implements AutoCloseable {
    private final DrillOptions options;
    private final Scratch scratch;
    private final DrillLog log;
    private final Observers observers;
    private final RehearsedDatabase database;
    private Repository repository;

    /** {@code given} is null where the drill starts a server of its own. */
    Rehearsal(DrillOptions options, Scratch scratch, GivenServer given, DrillLog log, Observer observer) {
        this.options = options;
        this.scratch = scratch;
        this.log = log;
        this.observers = new Observers(observer);
        this.database = new RehearsedDatabase(options, scratch, given, log, observers);
    }

    void run(Function<Path, Repository> opener, Assertions assertions) {
        BaseSnapshot point = log.attempt(DrillStep.OPEN, "repository", () -> open(opener));
        if (point == null) {
            return;
        }
        DrilledDump dump = new DrilledDump(repository, point);
        dump.demandKind(options.kindOfCerb());
        new Room(options, scratch, log).demandFor(point, database.server());
        database.prepare(point, dump);
        boolean hasFiles = new RehearsedFiles(repository, scratch, log, observers.all()).rehearse(point, options.readers());
        DatabaseResult restored = database.rehearse(repository, point, dump);
        crossCheck(point, restored, hasFiles);
        ask(assertions, restored);
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

    private void crossCheck(BaseSnapshot point, DatabaseResult restored, boolean hasFiles) {
        if (!options.kindOfCerb() || restored == null || !hasFiles) {
            log.leaveOut("Rows with the files that they refer to: " + (options.kindOfCerb() ? "one of the two was not restored." : "storage.kind is plain."));
            return;
        }
        log.attempt(DrillStep.CROSS_CHECK, "cross-check", () -> {
            Map<Long, StorageProfile> elsewhere = restored.neutralised().elsewhere();
            RestoredPair pair = new RestoredPair(database.server().schema(), scratch.storage(), elsewhere, elsewhere.isEmpty() ? Map.of() : extraFiles(point));
            pair.run();
            pair.conclude(point.manifest() == null ? null : point.manifest().crossCheck(), log);
            return null;
        });
    }

    private void ask(Assertions assertions, DatabaseResult restored) {
        if (!assertions.isEmpty() && restored == null) {
            log.leaveOut("Assertions: the database was not restored.");
        } else if (!assertions.isEmpty()) {
            log.attempt(DrillStep.ASSERT, "assertions", () -> {
                assertions.run(database.server().schema(), log);
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

    /** Removes the database and closes the repository. */
    @Override
    public void close() {
        try (Repository opened = repository; RehearsedDatabase used = database) {
            repository = null;
        }
    }
}
