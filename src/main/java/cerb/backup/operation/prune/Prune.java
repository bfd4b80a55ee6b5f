package cerb.backup.operation.prune;

import cerb.backup.configuration.value.Plurals;
import cerb.backup.format.Id;
import cerb.backup.operation.Engine;
import cerb.backup.operation.gate.ExclusiveWork;
import cerb.backup.operation.gate.UnitOfWork;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.PruneResult;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.Repository;
import cerb.backup.repository.shared.LockedException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Prunes the local repository; see the package's note. Several prunes of one repository at a time do no harm, but all but one fail. */
public final class Prune {
    private final Engine engine;
    private final Observer observer;
    private final Clock clock;
    private final Path directory;
    private final RemovalJournal journal;

    /** Prunes the repository of an engine; {@code observer} is told how far it is. */
    public Prune(Engine engine, Observer observer) {
        this(engine, observer, Clock.systemUTC());
    }

    Prune(Engine engine, Observer observer, Clock clock) {
        this.engine = engine;
        this.observer = observer;
        this.clock = clock;
        this.directory = engine.options().repositoryDirectory();
        this.journal = new RemovalJournal(directory);
    }

    /**
     * Prunes.
     *
     * @throws OperationException                   if something that is needed is missing or cannot be read; nothing was removed then
     * @throws LockedException                      if a backup or another program is at work for longer than the options' patience; likewise
     * @throws cerb.backup.backend.BackendException if the repository cannot be read or written; what was not removed then is by the next prune
     */
    public PruneResult run(PruneOptions wanted) {
        engine.repository().demandPresent();
        engine.wholeIndex().demand();
        engine.releaseReserve();
        Findings findings = new Findings();
        Orphans orphans = new Orphans(directory, journal, clock.instant());
        PruneOptions options = fitted(wanted, orphans, findings);
        Prepared prepared;
        try (UnitOfWork unit = UnitOfWork.append(engine.repository(), engine.gate(), options.patience())) {
            prepared = prepare(unit, options, orphans, findings);
        }
        if (!wanted.dryRun()) {
            orphans.save();
            engine.mirrors().dropOldOrders();
        }
        if (options.dryRun() && !wanted.dryRun()) {
            mergeIndexes(prepared, options, findings);
        }
        PruneResult result = options.dryRun() || prepared.plan.isEmpty() ? planned(prepared, options.dryRun(), findings) : done(prepared, sweep(prepared.plan, prepared, options), findings);
        findings.list().forEach(observer::found);
        if (!wanted.dryRun()) {
            observer.pruned(result, clock.instant());
        }
        return result;
    }

    /** @param packs those that may go, with nothing in them that is needed and nowhere else */
    private record Prepared(PrunePlan plan, UsedBlobs used, Set<Id> packs, long repackedBytes) { }

    private PruneOptions fitted(PruneOptions wanted, Orphans orphans, Findings findings) {
        PruneOptions options = wanted;
        Instant trialEnds = orphans.first().plus(wanted.trial());
        if (!wanted.dryRun() && clock.instant().isBefore(trialEnds)) {
            findings.add(Finding.note("prune", "only reports until " + trialEnds + " (prune.trial); run by hand it removes"));
            options = options.asDryRun();
        }
        Optional<String> shortage = engine.shortageOfSpace();
        if (shortage.isPresent()) {
            findings.add(Finding.note("prune", "copies nothing, and so frees less: " + shortage.get()));
            options = options.withMaxRepackBytes(0);
        }
        return options;
    }

    private Prepared prepare(UnitOfWork unit, PruneOptions options, Orphans orphans, Findings findings) {
        Repository repository = engine.repository();
        IndexedRepository index = unit.index();
        UsedBlobs used;
        try (StageTimer stage = new StageTimer(observer, Stage.PRUNE_MARK)) {
            // snapshots first: whatever they need was indexed before them
            var snapshots = UsedBlobs.snapshots(repository);
            index.refresh();
            demandReadable(index);
            used = new UsedBlobs(index, stage);
            used.add(snapshots);
        }
        StoredPacks stored = new StoredPacks(index, engine.files()::isFetched);
        Copies copies = new Copies(index, used, stored);
        PrunePlan plan = new Planner(index, copies, stored, options).plan(orphans);
        Set<Id> packs = plan.unneeded().stream().map(PackUse::pack).collect(Collectors.toCollection(HashSet::new));
        if (options.dryRun() || plan.repack().isEmpty()) {
            return new Prepared(plan, used, packs, plan.repackBytes());
        }
        try (StageTimer stage = new StageTimer(observer, Stage.PRUNE_REPACK)) {
            Repack repack = new Repack(index, copies, stage, findings::add);
            packs.addAll(repack.run(plan.repack()));
            unit.demandHeld();
            return new Prepared(plan, used, packs, repack.bytes());
        }
    }

    private static void demandReadable(IndexedRepository index) {
        index.damagedIndexFiles().forEach((file, problem) -> {
            throw new OperationException("cannot prune: index file " + file.shortName() + " cannot be read: " + problem.getMessage(),
                    "Nothing was removed. Run repair index first.", problem);
        });
    }

    /** A trial is about what is lost with a pack. Index files say the same when merged, and become some ten thousand in a week of checkpoints. */
    private void mergeIndexes(Prepared prepared, PruneOptions options, Findings findings) {
        PrunePlan merging = prepared.plan.merging();
        if (!merging.isEmpty()) {
            long merged = sweep(merging, prepared, options).indexes();
            findings.add(Finding.note("prune", "has merged " + Plurals.words(merged, "index file") + ", since what was named there stays"));
        }
    }

    private Sweep.Removed sweep(PrunePlan plan, Prepared prepared, PruneOptions options) {
        Repository repository = engine.repository();
        try (ExclusiveWork work = ExclusiveWork.begin(repository, engine.gate(), options.patience());
                StageTimer stage = new StageTimer(observer, Stage.PRUNE_REMOVE)) {
            repository.demandPresent();
            Sweep sweep = new Sweep(repository, repository.index(), prepared.used, journal, stage);
            return sweep.run(plan, options.dryRun() ? Set.of() : prepared.packs, work, clock.instant());
        }
    }

    private static PruneResult planned(Prepared prepared, boolean dryRun, Findings findings) {
        PrunePlan plan = prepared.plan;
        return new PruneResult(dryRun, prepared.used.snapshots(), plan.packs(), plan.unneeded().size() + plan.repack().size(), plan.repack().size(),
                plan.goingBytes(), prepared.repackedBytes, plan.unused(), plan.orphans().size(), plan.waiting(), plan.replace().size(), findings.list());
    }

    private static PruneResult done(Prepared prepared, Sweep.Removed removed, Findings findings) {
        PrunePlan plan = prepared.plan;
        long bytes = 0;
        long repacked = 0;
        for (PackUse pack : plan.going()) {
            bytes += removed.packs().contains(pack.pack()) ? pack.size() : 0;
            repacked += pack.kept() > 0 && removed.packs().contains(pack.pack()) ? 1 : 0;
        }
        return new PruneResult(false, prepared.used.snapshots(), plan.packs(), removed.packs().size(), repacked, bytes, prepared.repackedBytes, plan.unused(),
                removed.orphans(), plan.waiting(), removed.indexes(), findings.list());
    }
}
