package cerb.backup.operation;

import cerb.backup.cerb.CentralTables;
import cerb.backup.cerb.SkippableTables;
import cerb.backup.chunker.BlockChunker;
import cerb.backup.chunker.Chunker;
import cerb.backup.chunker.GearChunker;
import cerb.backup.chunker.RowChunker;
import cerb.backup.format.tree.Node;
import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.dump.report.PreviousChunk;
import cerb.backup.mysql.dump.report.Reset;
import cerb.backup.mysql.guard.SchemaGuard;
import cerb.backup.mysql.hotcopy.FreeFloor;
import cerb.backup.mysql.rows.RowListener;
import cerb.backup.mysql.schema.Table;
import cerb.backup.operation.StorageCapture.State;
import cerb.backup.operation.catalog.Catalog;
import cerb.backup.operation.catalog.HeardRows;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.compose.CapturedFiles;
import cerb.backup.operation.compose.DumpParts;
import cerb.backup.operation.crosscheck.PairCheck;
import cerb.backup.operation.crosscheck.rows.FileReferences;
import cerb.backup.operation.crosscheck.rows.References;
import cerb.backup.operation.gate.UnitOfWork;
import cerb.backup.operation.manifest.DatabasePart;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.observer.RecoveryPointResult.Kind;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.report.Reason;
import cerb.backup.operation.tree.carry.CarriedFiles;
import cerb.backup.operation.tree.carry.CarryPolicy;
import cerb.backup.repository.RepositoryWriter;
import cerb.backup.repository.shared.StoredContent;
import cerb.backup.storage.RelativePath;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * One recovery point on its way. Parts are stored by several threads at once; the run ends by one {@link #commit} or {@link #abandon},
 * after which nothing more can be stored. Thread-safe.
 */
public final class Run implements AutoCloseable {
    private final RecoveryPoint point;
    private final Engine engine;
    private final Set<Part> parts;
    private final List<String> tags;
    private final Instant began;
    private final Findings findings = new Findings();
    private final UnitOfWork unit;
    private final RepositoryWriter writer;
    private final BaseSnapshot base;
    private final StageTimer dumpStage;
    private final DumpParts dump;
    private final HeardRows heard;
    private State before;
    private Instant walkedBefore;
    private int storing;
    private boolean ended;

    Run(RecoveryPoint point, Set<Part> parts, List<String> tags, Duration patience) {
        this.point = point;
        this.engine = point.engine();
        this.parts = parts;
        this.tags = tags;
        this.began = engine.clock().instant();
        this.unit = engine.append(patience);
        try {
            this.writer = unit.index().openWriter();
            // what is damaged is told when the run ends, by then there may be another newest snapshot
            this.base = point.newest(unit, damaged -> { }, unreadable -> { }).orElse(null);
            this.dump = new DumpParts(base, unit.index());
            this.heard = new HeardRows(new Catalog(writer), new References(), new FileReferences());
        } catch (RuntimeException | Error e) {
            unit.close();
            throw e;
        }
        this.dumpStage = parts.contains(Part.DATABASE) ? new StageTimer(engine.observers().all(), Stage.DATABASE) : null;
    }

    /** The walk before the dump: what has vanished until now, vanished before the dump's point, and leaves the tree; but for what {@link #gone} keeps. */
    void walkBefore() {
        if (parts.contains(Part.STORAGE) && parts.contains(Part.DATABASE)) {
            demandPair();
            before = walk(Stage.STORAGE_BEFORE, State.of(base), null, gone());
            // by the clock that a dump's point is told by
            walkedBefore = Instant.now();
            // the walk after the dump reads these trees
            writer.flush();
        }
    }

    /** Before the first recovery point; afterwards each one is compared whole. */
    private void demandPair() {
        StorageSource storage = engine.options().storage();
        if (storage.cerb() && point.live() != null && (base == null || base.database() == null)) {
            findings.addAll(PairCheck.demand(point.live(), storage.directory()));
        }
    }

    /** A replica's rows are older than its dump: what vanished since the dump before may still have a row in this one. */
    private CarryPolicy gone() {
        DatabasePart last = base == null ? null : base.databasePart();
        return last == null || last.source() == null ? CarryPolicy.dropAll() : CarryPolicy.dropBefore(Instant.parse(last.capturedAt()), base.carried());
    }

    private State walk(Stage stage, State known, BaseSnapshot checkpoint, CarryPolicy policy) {
        try (StageTimer timer = new StageTimer(engine.observers().all(), stage)) {
            return point.capture().capture(known, checkpoint == null ? null : checkpoint.storageTree(), DirtyBatch.everything(), policy,
                    new StorageCapture.Target(unit.index(), writer, findings, timer::progress, engine.observers().all().isWatched()));
        }
    }

    /** The chunks of the newest dump by table, whose borders the next one inherits; empty before the first. */
    public Map<String, List<PreviousChunk>> previousChunks() {
        return dump.previousChunks();
    }

    /** What a hot copy has to leave free on the repository's disk. */
    public FreeFloor floor() {
        return new FreeFloor(engine.options().repositoryDirectory(), engine.options().minimumFree()::of, base == null || !base.holdsHotCopy());
    }

    /** Who looks whether the schema is still the one that the newest snapshot holds: asked before the dump, and again by {@link #commit(DumpReport)}. */
    public SchemaGuard guard() {
        return dump.guard(isCerb() ? CentralTables.NAMES : Set.of(), engine.options().allowEmptyDatabase());
    }

    /** About so many bytes of rows are to come: what progress is measured by where there was no dump before. */
    public void expectRows(long bytes) {
        dump.expect(bytes);
    }

    /** What a restore of the dump has to change where it was told to leave out a search index. */
    public List<Reset> resets() {
        return SkippableTables.SEARCH_POINTERS.stream()
                .map(pointer -> new Reset(SkippableTables::isSearchIndex, pointer.table(), pointer.reset())).toList();
    }

    /** Who is to hear of the rows of a part while it is read: what is made of them is of the same point in time as the dump. Of no other application's than Cerb's. */
    public RowListener rows(DumpPart part, Table table) {
        return isCerb() ? heard.listen(part, table.columns()) : RowListener.NONE;
    }

    private boolean isCerb() {
        StorageSource storage = engine.options().storage();
        return storage != null && storage.cerb();
    }

    /**
     * Stores a part of the dump. It counts only if its stream was read to its end.
     *
     * @param part as the dump's plan has it
     * @param in   read to its end, not closed
     * @throws IOException        if the stream fails
     * @throws OperationException if the run has ended
     */
    public void store(DumpPart part, InputStream in) throws IOException {
        enter();
        try {
            StoredContent content = writer.store(in, chunker(part));
            dump.add(part, content);
            engine.observers().all().stored(content.size(), content.added());
            dumpStage.progress(dump.progress());
        } finally {
            leave();
        }
    }

    private Chunker chunker(DumpPart part) {
        if (part.table() == null) {
            return new GearChunker(engine.repository().config().chunkerPolynomial());
        }
        return part.keyColumns() == DumpPart.FILE ? new BlockChunker() : new RowChunker(part.keyColumns(), dump.rowBlobSize(part.table()));
    }

    private synchronized void enter() {
        if (ended || dumpStage == null) {
            throw new OperationException("cannot store a part of the dump: the run has ended, or has no database part", "Begin a new run.");
        }
        storing++;
    }

    private synchronized void leave() {
        storing--;
    }

    /** Ends a run without a dump: writes a checkpoint, even if nothing has changed. */
    public RecoveryPointResult commit() {
        return commit(null);
    }

    /**
     * Ends the run: walks the storage again, compares, and writes the snapshot. On return it is durable.
     *
     * @param report the dump's own record; null for a run without a database part
     * @throws cerb.backup.mysql.DatabaseException if the schema has gone, as {@link SchemaGuard} says; nothing is written then
     * @throws OperationException if not every part of the plan was stored to its end, or the repository's lock was lost; nothing is written then
     */
    public RecoveryPointResult commit(DumpReport report) {
        endStoring(report != null);
        try {
            if (report != null) {
                guard().afterDump(report);
            }
            ask(report);
            engine.commits().lock();
            try {
                return compose(report);
            } finally {
                engine.commits().unlock();
            }
        } catch (RuntimeException | Error e) {
            engine.observers().all().abandoned(Kind.of(parts), Reason.of(e));
            throw e;
        } finally {
            giveBack();
        }
    }

    /** Before the last walk: the files of the rows asked for were written by then. Before its turn to commit: a long query holds up no checkpoint. */
    private void ask(DumpReport report) {
        if (report != null && point.capture() != null && point.live() != null) {
            heard.ask(point.live(), engine.options().storage().cerb(), report, findings::add);
        }
    }

    private synchronized void endStoring(boolean hasReport) {
        if (ended || storing > 0 || hasReport != parts.contains(Part.DATABASE)) {
            throw new OperationException("cannot commit the run: " + (ended ? "it has ended" : storing > 0
                    ? storing + " parts are still being stored" : "it needs a report of the dump if, and only if, it has a database part"),
                    "Begin a new run.");
        }
        ended = true;
    }

    /** What had vanished before the first walk has left the tree; rows of an older point in time may still name it. */
    private void demandDumpAfterWalk(DumpReport report) {
        if (report != null && walkedBefore != null && report.point().isBefore(walkedBefore)) {
            throw new OperationException("cannot commit the run: the dump is of " + report.point() + ", but files were looked for until " + walkedBefore,
                    "Let the route begin the run before it opens the dump.");
        }
    }

    private RecoveryPointResult compose(DumpReport report) {
        demandDumpAfterWalk(report);
        BaseSnapshot newest = point.newest(unit, findings::addAside, findings::addAside).orElse(null);
        State storage = point.capture() == null ? null : walkAfter(newest);
        Commit commit = new Commit(engine, unit, writer, newest, tags, began);
        RecoveryPointResult result = report == null
                ? commit.checkpoint(storage, findings)
                : commit.recoveryPoint(storage, dump, report, guard(), heard, findings);
        if (storage != null) {
            point.followed(unit, storage);
            point.confirmed(storage, Instant.parse(storage.part().capturedAt()));
        }
        return result;
    }

    private State walkAfter(BaseSnapshot newest) {
        if (before == null) {
            CarriedFiles carried = newest == null ? CarriedFiles.NONE : newest.carried();
            return walk(Stage.STORAGE_AFTER, State.of(newest), null, CarryPolicy.carryAll(carried));
        }
        // an older one is the newest where the base was forgotten meanwhile; it knows nothing that the base did not
        boolean checkpointSince = newest != null && (base == null || newest.stored().snapshot().time().isAfter(base.stored().snapshot().time()));
        State after = checkpointSince
                ? walk(Stage.STORAGE_AFTER, before, newest, CarryPolicy.afterDump(newest.carried(), goneBefore()))
                : walk(Stage.STORAGE_AFTER, before, null, CarryPolicy.carryAll(before.carried()));
        return after.after(before);
    }

    private BiPredicate<RelativePath, Node> goneBefore() {
        return base == null || base.storage() == null ? (path, node) -> false : new CapturedFiles(unit.index(), base.storageTree())::holds;
    }

    /** Ends the run without a snapshot; what was stored stays and is found again. Does nothing if the run has ended. */
    public void abandon(Reason reason) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        giveBack();
        engine.observers().all().abandoned(Kind.of(parts), reason);
    }

    private void giveBack() {
        try {
            // cuts off parts that are still being stored
            writer.close();
        } finally {
            unit.close();
            if (dumpStage != null) {
                dumpStage.close();
            }
        }
    }

    /** Abandons the run unless it has ended. */
    @Override
    public void close() {
        abandon(Reason.of("closed before it was committed"));
    }
}
