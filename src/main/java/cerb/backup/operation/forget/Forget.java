package cerb.backup.operation.forget;

import cerb.backup.backend.BackendException;
import cerb.backup.backend.CorruptException;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.operation.Engine;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.forget.ForgetResult.Decision;
import cerb.backup.operation.gate.UnitOfWork;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.operation.query.SoundTrees;
import cerb.backup.operation.query.UnreadableSnapshot;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.retention.Reason;
import cerb.backup.operation.retention.RetentionPolicy;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.Repository;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.repository.shared.DamagedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Takes snapshots away that need not stay. Thread-safe; one forget is done after the other, and none while a snapshot is written. */
public final class Forget {
    private final Engine engine;
    private final Repository repository;
    private final RemovalJournal journal;
    private final Duration retryLock;

    /** Forgets in an engine's repository; waits for locks as long as the engine's options say. */
    public Forget(Engine engine) {
        this(engine, engine.options().retryLock());
    }

    /** The same; waits so long for another program that holds an exclusive lock. */
    public Forget(Engine engine, Duration retryLock) {
        this.engine = engine;
        this.retryLock = retryLock;
        this.repository = engine.repository();
        this.journal = new RemovalJournal(engine.options().repositoryDirectory());
    }

    /**
     * Forgets.
     *
     * @throws OperationException if the plan would take what must stay; nothing is removed then
     * @throws cerb.backup.repository.shared.LockedException if another program prunes, or the lock was lost on the way: the rest stays
     * @throws cerb.backup.repository.shared.RepositoryException if an id names no snapshot, or several
     */
    public ForgetResult run(ForgetOptions options) {
        if (options.ids().isEmpty() && options.retention().policy().isEmpty()) {
            throw new OperationException("no snapshot is forgotten, because no rule says which stay", "Set retention.keep-*, or give --keep-*. To keep everything, set retention.schedule to nothing.");
        }
        return engine.alterSnapshots(retryLock, unit -> run(options, unit));
    }

    private ForgetResult run(ForgetOptions options, UnitOfWork unit) {
        Findings findings = new Findings();
        Map<Id, CorruptException> unreadable = new TreeMap<>();
        List<StoredSnapshot> all = repository.snapshots(unreadable::put);
        List<Id> givenUp = unreadable.keySet().stream().filter(options::givesUp).toList();
        unreadable.forEach((id, problem) -> findings.add(finding(id, problem, givenUp.contains(id))));
        Plan plan = plan(options, all, givenUp, unit, findings);
        Set<Id> failed = options.dryRun() ? Set.of() : remove(inOrder(givenUp, plan), unit, findings);
        findings.list().forEach(engine.observers().all()::found);
        if (!options.dryRun()) {
            tell(all, plan, failed);
        }
        if (failed.isEmpty() && options.isWhole(engine.options().retention())) {
            engine.observers().all().retained(engine.clock().instant());
        }
        return new ForgetResult(options.dryRun(), kept(plan, failed), removed(plan, failed), findings.list(), findings.incomplete());
    }

    private static Finding finding(Id id, CorruptException problem, boolean givenUp) {
        String subject = "snapshot " + id.shortName();
        return givenUp ? Finding.note(subject, "is given up, because it cannot be read: " + problem.getMessage())
                : Finding.damage(subject, "cannot be read, so it stays: " + problem.getMessage(), UnreadableSnapshot.remedy(id));
    }

    private void tell(List<StoredSnapshot> all, Plan plan, Set<Id> failed) {
        List<StoredSnapshot> left = all.stream().filter(stored -> BaseSnapshot.isOurs(stored, engine.options().helpdesk()))
                .filter(stored -> !plan.removed().contains(stored) || failed.contains(stored.id())).toList();
        engine.observers().all().forgot(left.size(), left.stream().filter(BaseSnapshot::isCompletePoint).map(stored -> stored.snapshot().time()).min(Comparator.naturalOrder()).orElse(null));
    }

    private static List<Decision> kept(Plan plan, Set<Id> failed) {
        return Stream.concat(plan.kept().stream(), plan.removed().stream().filter(stored -> failed.contains(stored.id()))).sorted(RetentionPolicy.NEWEST_FIRST)
                .map(stored -> new Decision(Snapshots.describe(stored), failed.contains(stored.id())
                        ? List.of("could not be removed") : plan.reasons(stored).stream().map(Reason::text).distinct().toList())).toList();
    }

    private static List<Decision> removed(Plan plan, Set<Id> failed) {
        return plan.removed().stream().filter(stored -> !failed.contains(stored.id()))
                .map(stored -> new Decision(Snapshots.describe(stored), plan.because(stored))).toList();
    }

    private Plan plan(ForgetOptions options, List<StoredSnapshot> all, List<Id> givenUp, UnitOfWork unit, Findings findings) {
        Instant now = engine.clock().instant();
        RetentionPolicy policy = options.retention().policy();
        GoodSnapshots good = good(unit.index(), now, findings);
        List<StoredSnapshot> ours = all.stream().filter(stored -> BaseSnapshot.isOurs(stored, engine.options().helpdesk())).toList();
        if (!givenUp.isEmpty() && ours.isEmpty()) {
            throw new OperationException("no snapshot is forgotten, because none of ours is left that can be read, and the others may be the last good ones", "Take a recovery point first.");
        }
        if (!options.ids().isEmpty()) {
            List<StoredSnapshot> named = options.ids().stream().filter(id -> givenUp.stream().noneMatch(each -> each.toString().equals(id))).map(this::find).distinct().toList();
            return new NamedSnapshots(policy, now, good, options.allowed()).plan(named, ours);
        }
        List<StoredSnapshot> subject = options.others() ? all : ours;
        Plan plan = new Rules(policy, now, good, findings).plan(subject.stream().filter(stored -> isTagged(options, stored)).toList(), subject);
        new Bound(options.retention().mostSnapshots(), good, findings).apply(plan, ours);
        return plan;
    }

    private StoredSnapshot find(String id) {
        try {
            return Snapshots.isLatest(id) ? new Snapshots(repository, engine.options().helpdesk()).choose(id, null, false) : repository.find(id);
        } catch (DamagedException e) {
            throw new OperationException("no snapshot is forgotten, because " + e.getMessage(), "Copy its file from a sink that has it whole; or give it up, here and at the sinks, by its whole id and --unsafe-allow damaged.", e);
        }
    }

    private static boolean isTagged(ForgetOptions options, StoredSnapshot stored) {
        return options.tagged().isEmpty() || options.tagged().stream().anyMatch(stored.snapshot().tags()::containsAll);
    }

    /** What lies below a root directory is looked at only once a pack is known to be lost. */
    private static GoodSnapshots good(IndexedRepository index, Instant now, Findings findings) {
        SoundTrees trees = new SoundTrees(index);
        boolean whole = index.trust().distrusted().isEmpty();
        return new GoodSnapshots(stored -> isReadable(stored, index, findings), stored -> whole || trees.isSound(stored.snapshot().tree()), now);
    }

    private static boolean isReadable(StoredSnapshot stored, IndexedRepository index, Findings findings) {
        try {
            index.tree(stored.snapshot().tree()).forEach(node -> { });
            return true;
        } catch (DamagedException | FormatException e) {
            findings.add(Finding.damage("snapshot " + stored.id().shortName(), "cannot be read, so an older one counts as the last good one: " + e.getMessage(), "Run check."));
            return false;
        }
    }

    /** What goes: what is given up, and the rest from the oldest to the newest. */
    private static List<Id> inOrder(List<Id> givenUp, Plan plan) {
        return Stream.concat(givenUp.stream(), plan.removed().stream().sorted(RetentionPolicy.NEWEST_FIRST.reversed()).map(StoredSnapshot::id)).toList();
    }

    /** Removes, and returns what could not be removed. */
    private Set<Id> remove(List<Id> going, UnitOfWork unit, Findings findings) {
        Set<Id> failed = new HashSet<>();
        if (going.isEmpty()) {
            return failed;
        }
        unit.demandHeld();
        journal.append(new Removal(engine.clock().instant(), "forget", List.of(), going.stream().map(id -> new Handle(FileType.SNAPSHOT, id.toString())).toList()));
        for (Id id : going) {
            unit.demandHeld();
            try {
                repository.removeSnapshot(id);
            } catch (BackendException e) {
                failed.add(id);
                findings.add(Finding.incomplete("snapshot " + id.shortName(), "could not be removed: " + e.getMessage(), "Run forget again."));
            }
        }
        return failed;
    }
}
