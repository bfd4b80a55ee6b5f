package cerb.backup.operation;

import cerb.backup.cerb.ObjectTable;
import cerb.backup.chunker.GearChunker;
import cerb.backup.format.Id;
import cerb.backup.format.document.Snapshot;
import cerb.backup.format.tree.Node;
import cerb.backup.mysql.dump.report.Consistency;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.guard.SchemaGuard;
import cerb.backup.operation.StorageCapture.State;
import cerb.backup.operation.catalog.HeardRows;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.compose.Companions;
import cerb.backup.operation.compose.DumpParts;
import cerb.backup.operation.compose.ExtraFiles;
import cerb.backup.operation.compose.Program;
import cerb.backup.operation.compose.SnapshotTree;
import cerb.backup.operation.compose.Tags;
import cerb.backup.operation.crosscheck.Comparison;
import cerb.backup.operation.crosscheck.KnownLosses;
import cerb.backup.operation.crosscheck.LastGoodCopy;
import cerb.backup.operation.gate.UnitOfWork;
import cerb.backup.operation.manifest.DatabasePart;
import cerb.backup.operation.manifest.Lacks;
import cerb.backup.operation.manifest.Manifest;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.observer.RecoveryPointResult.Kind;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.Progress;
import cerb.backup.operation.tree.TreeCounts;
import cerb.backup.operation.tree.carry.CarriedFiles;
import cerb.backup.operation.tree.carry.Salvage;
import cerb.backup.repository.RepositoryWriter;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.repository.shared.DamagedException;
import cerb.backup.repository.shared.LockedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes one snapshot: the end of a run or of a checkpoint. Called with the engine's commits locked. */
final class Commit {
    private final Engine engine;
    private final UnitOfWork unit;
    private final RepositoryWriter writer;
    private final BaseSnapshot base;
    private final List<String> tags;
    private final Instant began;

    Commit(Engine engine, UnitOfWork unit, RepositoryWriter writer, BaseSnapshot base, List<String> tags, Instant began) {
        this.engine = engine;
        this.unit = unit;
        this.writer = writer;
        this.base = base;
        this.tags = tags;
        this.began = began;
    }

    /**
     * A snapshot of the storage with the database of the newest snapshot. Where that database is of an incomplete dump, the checkpoint is
     * incomplete as the recovery point was: it holds no more of it, and {@code latest} must offer neither as whole. Files alone can be had
     * from it by its id.
     */
    RecoveryPointResult checkpoint(State storage, Findings findings) {
        Node database = base == null ? null : base.database();
        DatabasePart databasePart = database == null ? null : base.databasePart();
        Companions beside = base == null ? Companions.NONE : takeOver(base.beside(), findings);
        boolean lostDump = database != null && !takeOver(database, findings);
        Optional<Finding> oldDump = Optional.ofNullable(databasePart).filter(DatabasePart::incomplete).map(Commit::takenOver);
        oldDump.ifPresent(findings::add);
        boolean incomplete = storage.part().incomplete() || lostDump || oldDump.isPresent();
        Lacks before = oldDump.isPresent() ? base.manifest().lacks() : null;
        Manifest manifest = manifest(databasePart, storage, base == null ? null : base.manifest().crossCheck(),
                incomplete ? Lacks.of(findings, oldDump.map(Set::of).orElse(Set.of()), before) : null);
        SnapshotTree tree = new SnapshotTree(database, storage.root(), manifest, storage.carried(), beside);
        return write(Kind.CHECKPOINT, tree, storage, incomplete, findings, Dumped.NOTHING);
    }

    private static Finding takenOver(DatabasePart part) {
        return Finding.incomplete("database " + part.name(), "is that of the dump of " + part.capturedAt() + ", which is incomplete", "See what that recovery point lacks, and take a new one.");
    }

    /** Whether all of a directory of the newest snapshot can be had; asked only once packs are known to be lost, or index files have gone. */
    private boolean takeOver(Node directory, Findings findings) {
        if (unit.index().trust().losses() == 0 && unit.index().rebuilds() == 0) {
            return true;
        }
        try {
            new Salvage(unit.index(), writer).directory(directory.subtree());
            return true;
        } catch (DamagedException e) {
            findings.add(Finding.incomplete(directory.name().toString(), "is that of the newest snapshot, of which a part is lost: " + e.getMessage(), "Take a new recovery point."));
            return false;
        }
    }

    private Node extra(Findings findings) {
        StorageSource source = engine.options().storage();
        return source == null ? null : new ExtraFiles(writer, () -> new GearChunker(engine.repository().config().chunkerPolynomial()), findings).store(source.extra());
    }

    private Companions takeOver(Companions beside, Findings findings) {
        return new Companions(orNull(beside.catalog(), findings), orNull(beside.extra(), findings), orNull(beside.inventory(), findings));
    }

    private Node orNull(Node directory, Findings findings) {
        return directory == null || !takeOver(directory, findings) ? null : directory;
    }

    /** A snapshot of the dump that was stored, and passed the guard, and the storage walked around it. */
    RecoveryPointResult recoveryPoint(State storage, DumpParts dump, DumpReport report, SchemaGuard guard, HeardRows heard, Findings findings) {
        Set<Finding> doubts = doubts(report);
        DatabasePart databasePart = demandHelpdesk(dump.manifest(report, guard), doubts);
        findings.addAll(doubts);
        report.notes().forEach(note -> findings.add(Finding.note("database " + report.schema(), note)));
        Comparison.Outcome compared = compare(heard, storage, findings);
        Companions beside = new Companions(heard.catalog().store(report.point()), extra(findings), compared == null ? null : compared.inventory());
        Manifest manifest = manifest(databasePart, storage, compared == null ? null : Manifest.CrossCheckPart.of(compared.result(), compared.samples(), compared.asked()),
                findings.incomplete() ? Lacks.of(findings, doubts, null) : null);
        Node database = dump.store(writer, report.point());
        SnapshotTree tree = new SnapshotTree(database, storage == null ? null : storage.root(), manifest, storage == null ? CarriedFiles.NONE : storage.carried(), beside);
        RecoveryPointResult result = write(Kind.RECOVERY_POINT, tree, storage, findings.incomplete(), findings,
                new Dumped(databasePart, manifest.crossCheck(), dump.bytes(), dump.addedBytes()));
        if (compared != null) {
            engine.recoveryPoint().hashes().clear();
            engine.observers().all().crossChecked(compared.result());
        }
        engine.observers().all().databaseCaptured(report.point(), byConsistency(databasePart), report.lockMillis(), report.tableLockMillis());
        return result;
    }

    private static Map<String, Integer> byConsistency(DatabasePart part) {
        return part.tables().stream().collect(Collectors.toMap(DatabasePart.TablePart::consistency, table -> 1, Integer::sum));
    }

    /** Without its attachments a helpdesk's database is none, whatever was intended; its files are kept all the same. */
    private DatabasePart demandHelpdesk(DatabasePart database, Set<Finding> doubts) {
        String required = ObjectTable.ALL.get(0).table();
        if (engine.options().storage() == null || !engine.options().storage().cerb() || database.tables().stream().anyMatch(table -> table.name().equals(required))) {
            return database;
        }
        doubts.add(Finding.incomplete("database " + database.name(), "the dump has no table " + required + ", without which it is no Cerb's",
                "Set database.name to Cerb's schema, see that database.include and database.exclude leave the table in, or set storage.kind=plain if there is no Cerb."));
        return database.asIncomplete();
    }

    private static Set<Finding> doubts(DumpReport report) {
        return Stream.concat(report.omissions().stream().map(omission -> Finding.incomplete("database " + report.schema(), omission, "")),
                report.tables().stream().filter(table -> table.consistency() == Consistency.BEST_EFFORT)
                        .map(table -> Finding.incomplete("table " + table.table(), "was read without anything that holds its rows at the dump's point", "")))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Null where there is nothing to compare: no storage, or no rows that were heard or asked for. */
    private Comparison.Outcome compare(HeardRows heard, State storage, Findings findings) {
        if (storage == null || heard.isEmpty()) {
            return null;
        }
        // what the comparison looks up must be readable
        writer.flush();
        try (StageTimer stage = new StageTimer(engine.observers().all(), Stage.CROSS_CHECK)) {
            StorageSource source = engine.options().storage();
            Comparison comparison = new Comparison(unit.index(), writer, engine.recoveryPoint().live(), lastGood(), KnownLosses.read(source.knownLost(), source.cerb(), findings::add),
                    engine.recoveryPoint().capture()::isUnread);
            Node inventory = base == null ? null : base.beside().inventory();
            Comparison.Outcome outcome = heard.files().isAsked()
                    ? comparison.run(heard.files(), storage.tree(), inventory, engine.recoveryPoint().hashes(), engine.clock())
                    : comparison.run(heard.references(), storage.tree(), inventory, engine.recoveryPoint().hashes(), engine.clock());
            stage.progress(Progress.open(outcome.result().compared(), 0));
            findings.addAll(outcome.findings());
            return outcome;
        }
    }

    private LastGoodCopy lastGood() {
        List<StoredSnapshot> ours = engine.repository().snapshots((id, problem) -> { }).stream()
                .filter(stored -> BaseSnapshot.isOurs(stored, engine.options().helpdesk()))
                .sorted(Comparator.comparing((StoredSnapshot stored) -> stored.snapshot().time()).reversed()).toList();
        return new LastGoodCopy(unit.index(), ours);
    }

    private Manifest manifest(DatabasePart database, State storage, Manifest.CrossCheckPart crossCheck, Lacks lacks) {
        return new Manifest(Manifest.SCHEMA, Program.NAME_AND_VERSION, engine.options().helpdesk(), database, storage == null ? null : storage.part(), crossCheck, lacks);
    }

    private RecoveryPointResult write(Kind kind, SnapshotTree tree, State storage, boolean incomplete, Findings findings, Dumped dumped) {
        Instant time = time(findings);
        Id root = tree.store(writer, time);
        writer.flush();
        Id id = save(new Snapshot(time, base == null ? null : base.id(), root, tree.paths(), engine.options().helpdesk(),
                System.getProperty("user.name", ""), 0, 0, List.of(), allTags(kind, incomplete), null, Program.NAME_AND_VERSION, summary(storage, dumped)));
        long readBytes = storage == null ? 0 : storage.counts().readBytes();
        long addedBytes = storage == null ? 0 : storage.counts().addedBytes();
        engine.observers().all().stored(readBytes, addedBytes);
        findings.list().forEach(engine.observers().all()::found);
        var result = new RecoveryPointResult(id, kind, time, incomplete, findings.list(), storage == null ? 0 : storage.part().files(),
                dumped.bytes() + (storage == null ? 0 : storage.part().bytes()), dumped.added() + addedBytes, Duration.between(began, engine.clock().instant()), dumped.part(), dumped.crossCheck());
        engine.observers().all().committed(result);
        return result;
    }

    /** A prune that began while the snapshot was on its way, because the lock was taken from us, did not keep what it needs. */
    private Id save(Snapshot snapshot) {
        unit.demandHeld();
        Id id = engine.repository().saveSnapshot(snapshot);
        try {
            unit.demandHeld();
        } catch (LockedException lost) {
            engine.repository().removeSnapshot(id);
            throw lost;
        }
        return id;
    }

    /** Now, but later than the newest snapshot, or retention would take that one for newer after the clock was set back. */
    private Instant time(Findings findings) {
        Instant now = engine.clock().instant();
        if (base == null || base.stored().snapshot().time().isBefore(now)) {
            return now;
        }
        Instant next = base.stored().snapshot().time().plusMillis(1);
        if (Duration.between(now, next).toSeconds() > 1) {
            findings.add(Finding.note("clock", "the newest snapshot is of " + next + ", later than the clock says, so this one is dated just behind it"));
        }
        return next;
    }

    private List<String> allTags(Kind kind, boolean incomplete) {
        List<String> all = new ArrayList<>(List.of(Tags.OURS, kind.tag()));
        if (incomplete) {
            all.add(Tags.INCOMPLETE);
        }
        tags.stream().filter(tag -> !all.contains(tag)).forEach(all::add);
        return all;
    }

    private Snapshot.Summary summary(State storage, Dumped dumped) {
        TreeCounts counts = storage == null ? new TreeCounts() : storage.counts();
        var stored = writer.statistics();
        return new Snapshot.Summary(began, engine.clock().instant(), counts.filesNew(), counts.filesChanged(), counts.filesUnmodified(),
                0, 0, 0, stored.dataBlobs(), stored.treeBlobs(), dumped.added() + counts.addedBytes(), stored.storedBytes(),
                storage == null ? 0 : storage.part().files(), dumped.bytes() + (storage == null ? 0 : storage.part().bytes()));
    }

    /** What a dump brought: what it says of itself, how its rows and objects compare, the bytes of its text, and those of them that were new. */
    private record Dumped(DatabasePart part, Manifest.CrossCheckPart crossCheck, long bytes, long added) {
        static final Dumped NOTHING = new Dumped(null, null, 0, 0);
    }
}
