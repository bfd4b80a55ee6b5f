package cerb.backup.operation;

import cerb.backup.cerb.ObjectTable;
import cerb.backup.chunker.GearChunker;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.operation.StorageCapture.State;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.compose.Tags;
import cerb.backup.operation.crosscheck.LiveRows;
import cerb.backup.operation.crosscheck.hashes.ContentHashes;
import cerb.backup.operation.gate.UnitOfWork;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.observer.RecoveryPointResult.Kind;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.query.UnreadableSnapshot;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.report.Reason;
import cerb.backup.operation.tree.HashListener;
import cerb.backup.operation.tree.carry.CarriedFiles;
import cerb.backup.operation.tree.carry.CarryPolicy;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.RepositoryWriter;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.storage.watch.DirtyBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The one composer: nothing else writes snapshots. Thread-safe; commits happen one after the other, each on the newest snapshot at that time.
 */
public final class RecoveryPoint {
    private final Engine engine;
    private final StorageCapture capture;
    private final ContentHashes hashes = new ContentHashes(ObjectTable.hashedNamespaces());
    private volatile LiveRows live;
    /** The tree of {@code /storage} in the snapshot that this process wrote or met last: batches tell what has changed since. Guarded by the commits' turn. */
    private Id follows;
    /** How often index files had gone by then: what was re-used until then may be indexed no longer. */
    private long rebuilds;

    RecoveryPoint(Engine engine) {
        this.engine = engine;
        StorageSource storage = engine.options().storage();
        this.capture = storage == null ? null : new StorageCapture(storage, () -> new GearChunker(engine.repository().config().chunkerPolynomial()),
                engine.workers(), engine.options().threads(), storage.cerb() ? hashes : HashListener.NONE, engine.clock());
    }

    /** Tells who is asked again for rows of Cerb whose objects are missing; with nobody, all of them count as damaged. */
    public void ask(LiveRows rows) {
        this.live = rows;
    }

    /** Begins a run that waits for another program's exclusive lock as long as the engine's options say. */
    public Run begin(Set<Part> parts, List<String> tags) {
        return begin(parts, tags, engine.options().retryLock());
    }

    /**
     * Begins a run. With both parts the storage is walked now and again at the end; with the database alone it is walked at the end, so that
     * every row finds its file; with the storage alone the run ends in a checkpoint.
     *
     * @param parts at least one
     * @param tags  tags of one's own, besides those that every snapshot gets
     * @param patience how long to wait for another program that holds an exclusive lock
     * @throws cerb.backup.repository.shared.LockedException if another program still holds such a lock then
     * @throws OperationException if the source is not there, the repository's disk has too little space, or a tag is one of the program's
     */
    public Run begin(Set<Part> parts, List<String> tags, Duration patience) {
        if (parts.isEmpty() || parts.contains(Part.STORAGE) && capture == null) {
            throw new OperationException("there is nothing to back up", "Set storage.directory, or ask for the database.");
        }
        Tags.demandOwn(tags);
        engine.observers().all().runBegan(Set.copyOf(parts), engine.clock().instant());
        Run run = open(parts, tags, patience);
        try {
            run.walkBefore();
            return run;
        } catch (RuntimeException | Error e) {
            run.abandon(Reason.of(e));
            throw e;
        }
    }

    private Run open(Set<Part> parts, List<String> tags, Duration patience) {
        try {
            return new Run(this, Set.copyOf(parts), List.copyOf(tags), patience);
        } catch (RuntimeException | Error e) {
            // whoever heard that it began waits for its end
            engine.observers().all().abandoned(Kind.of(parts), Reason.of(e));
            throw e;
        }
    }

    /**
     * Brings {@code /storage} up to date and writes a checkpoint, whose database is that of the newest snapshot.
     *
     * @param batch what is dirty since the last snapshot; everything, whatever it says, where the newest snapshot is another one than this
     *              process left: before the first, after a start, when somebody has forgotten it or another host has written a newer one
     * @return the checkpoint, or empty if nothing has changed and the newest snapshot is whole
     * @throws cerb.backup.storage.SourceGoneException if the source is not there
     * @throws OperationException if there is none, or the repository's disk has too little space; whatever it fails by is told as abandoned, too
     */
    public Optional<RecoveryPointResult> checkpoint(DirtyBatch batch) {
        try {
            return attempt(batch);
        } catch (RuntimeException | Error e) {
            engine.observers().all().abandoned(Kind.CHECKPOINT, Reason.of(e));
            throw e;
        }
    }

    private Optional<RecoveryPointResult> attempt(DirtyBatch batch) {
        if (capture == null) {
            throw new OperationException("there is no storage directory to update", "Set storage.directory.");
        }
        Instant began = engine.clock().instant();
        // the gate first and the commits' turn then, as runs do: the other way round a removal between the two would stop both
        try (UnitOfWork unit = engine.append()) {
            engine.commits().lock();
            try {
                return checkpoint(batch, unit, began);
            } finally {
                engine.commits().unlock();
            }
        }
    }

    private Optional<RecoveryPointResult> checkpoint(DirtyBatch batch, UnitOfWork unit, Instant began) {
        try (RepositoryWriter writer = unit.index().openWriter();
                StageTimer stage = new StageTimer(engine.observers().all(), Stage.CHECKPOINT)) {
            List<Finding> damaged = new ArrayList<>();
            Findings findings = new Findings();
            BaseSnapshot base = newest(unit, damaged::add, findings::addAside).orElse(null);
            damaged.forEach(findings::addAside);
            State state = capture.capture(State.of(base), null, goesOn(unit, base) ? batch : DirtyBatch.everything(),
                    CarryPolicy.carryAll(base == null ? CarriedFiles.NONE : base.carried()), new StorageCapture.Target(unit.index(), writer, findings, stage::progress, engine.observers().all().isWatched()));
            // with the newest snapshot damaged, one that is whole takes its place
            if (damaged.isEmpty() && unchanged(base, state) && capture.isMended(state)) {
                // what was read again because its blobs had left the index
                writer.flush();
                followed(unit, state);
                engine.observers().all().unchanged();
                confirmed(state, began);
                return Optional.empty();
            }
            Commit commit = new Commit(engine, unit, writer, base, List.of(), began);
            RecoveryPointResult result = commit.checkpoint(state, findings);
            followed(unit, state);
            confirmed(state, began);
            return Optional.of(result);
        }
    }

    /** Whether the newest snapshot is the one that batches follow, and no index file has gone since. */
    private boolean goesOn(UnitOfWork unit, BaseSnapshot base) {
        return base != null && base.storage() != null && base.storageTree().equals(follows) && unit.index().rebuilds() == rebuilds;
    }

    /** Takes note that the newest snapshot holds this state. Called with the engine's commits locked. */
    void followed(UnitOfWork unit, State state) {
        capture.committed(state);
        follows = state.tree();
        rebuilds = unit.index().rebuilds();
    }

    /** Tells that the storage directory is stored as it was at a time; of one that could be read only in part nobody may say so. */
    void confirmed(State state, Instant at) {
        if (!state.part().incomplete()) {
            engine.observers().all().storageConfirmed(at);
        }
    }

    /** Attributes of the root directory change with each entry; the tree says whether anything in it did. */
    private static boolean unchanged(BaseSnapshot base, State state) {
        return base != null && base.storage() != null
                && base.storageTree().equals(state.tree())
                && base.carried().since().equals(state.carried().since())
                && base.storagePart().incomplete() == state.part().incomplete();
    }

    /**
     * The newest snapshot; {@code damaged} is told of newer ones that lack something, {@code unreadable} of files of snapshots that cannot be
     * read, whosever they are: a backup does not wait until somebody has removed them. Where there are snapshots and none can be read because the
     * index was lost, a backup beside them would begin blindly from nothing; but where nothing is left to repair, it must begin from nothing.
     * A snapshot that another host has written since this unit's index was read brings the index that it needs along: so the index is read
     * again, after the snapshots.
     */
    Optional<BaseSnapshot> newest(UnitOfWork unit, Consumer<Finding> damaged, Consumer<Finding> unreadable) {
        String helpdesk = engine.options().helpdesk();
        List<StoredSnapshot> ours = engine.repository().snapshots((id, problem) -> unreadable.accept(Finding.damage("snapshot " + id.shortName(),
                "cannot be read, and nobody can say whose it is: " + problem.getMessage(), UnreadableSnapshot.remedy(id)))).stream().filter(stored -> BaseSnapshot.isOurs(stored, helpdesk)).toList();
        if (!ours.stream().allMatch(stored -> unit.index().contains(BlobHandle.tree(stored.snapshot().tree())))) {
            unit.index().refresh();
        }
        Optional<BaseSnapshot> newest = BaseSnapshot.newest(ours, unit.index(), helpdesk, damaged);
        if (newest.isEmpty() && !ours.isEmpty() && mayBeRepaired(unit.index())) {
            throw new OperationException("nothing is stored, because no snapshot of " + helpdesk + " can be read: " + Plurals.are(ours.size(), "snapshot")
                    + " there, the newest " + ours.get(ours.size() - 1).id().shortName(), "Run check. If the index was lost, run repair index.");
        }
        return newest;
    }

    private static boolean mayBeRepaired(IndexedRepository index) {
        index.trust().compare();
        return !index.damagedIndexFiles().isEmpty() || index.trust().unindexed() > 0;
    }

    Engine engine() {
        return engine;
    }

    StorageCapture capture() {
        return capture;
    }

    LiveRows live() {
        return live;
    }

    ContentHashes hashes() {
        return hashes;
    }
}
