package cerb.backup.operation;

import cerb.backup.cerb.CerbStorage;
import cerb.backup.cerb.ObjectTable;
import cerb.backup.chunker.Chunker;
import cerb.backup.format.Id;
import cerb.backup.format.Timestamps;
import cerb.backup.format.tree.Node;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.compose.Unread;
import cerb.backup.operation.manifest.Manifest.StoragePart;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.report.Progress;
import cerb.backup.operation.tree.CarriedFiles;
import cerb.backup.operation.tree.CarryPolicy;
import cerb.backup.operation.tree.TreeCounts;
import cerb.backup.operation.tree.TreeResult;
import cerb.backup.operation.tree.TreeSource;
import cerb.backup.operation.tree.TreeUpdate;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.RepositoryWriter;
import cerb.backup.storage.Exclusions;
import cerb.backup.storage.RelativePath;
import cerb.backup.storage.SourceGuard;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Captures the storage directory: refuses what is not it, updates its tree, and remembers what could not be read. Thread-safe. */
final class StorageCapture {
    /** What was captured: the node of {@code /storage} and what is said of it. */
    record State(Node root, StoragePart part, CarriedFiles carried, TreeCounts counts) {
        Id tree() {
            return root.subtree();
        }

        /** The same, with what an earlier walk of the run met and stored: to this one it was known already. */
        State after(State earlier) {
            return new State(root, part, carried, counts.after(earlier.counts));
        }

        /** The state that a snapshot holds. */
        static State of(BaseSnapshot base) {
            return base == null || base.storage() == null ? null : new State(base.storage(), base.storagePart(), base.carried(), new TreeCounts());
        }
    }

    /** Where a capture is to be stored, and whom it tells. */
    record Target(IndexedRepository index, RepositoryWriter writer, Findings findings, Consumer<Progress> progress) { }

    private static final Predicate<RelativePath> NO_OBJECTS = path -> false;

    private final StorageSource source;
    private final Supplier<Chunker> chunkers;
    private final Executor workers;
    private final int threads;
    private final Clock clock;
    private final Unread unread = new Unread();

    StorageCapture(StorageSource source, Supplier<Chunker> chunkers, Executor workers, int threads, Clock clock) {
        this.source = source;
        this.chunkers = chunkers;
        this.workers = workers;
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * Brings the tree up to date.
     *
     * @param known      the state to start from, or null
     * @param checkpoint the tree of a checkpoint taken since, or null
     */
    State capture(State known, Id checkpoint, DirtyBatch batch, CarryPolicy policy, Target target) {
        Instant at = clock.instant();
        Findings findings = new Findings();
        SourceGuard guard = new SourceGuard(source.directory(), source.allowEmpty());
        Optional<SourceGuard.Sighting> earlier = known == null ? Optional.empty() : Optional.of(sighting(known.part));
        guard.beforeWalk(earlier);
        inspect(known == null, findings);
        Set<RelativePath> unreadBefore = unread.paths();
        DirtyBatch needed = known == null ? DirtyBatch.everything() : Unread.with(batch, unreadBefore);
        TreeUpdate update = new TreeUpdate(treeSource(), target.index, target.writer, chunkers, workers, threads, findings, target.progress, clock);
        TreeResult result = update.update(known == null ? null : known.tree(), checkpoint, needed, policy);
        State state = state(known, result, at, findings.incomplete());
        guard.afterWalk(earlier, needed.root() ? new SourceGuard.Sighting(result.device(), result.counts().filesSeen()) : sighting(state.part));
        unread.replace(unreadBefore, result.unread());
        findings.list().forEach(target.findings::add);
        return state;
    }

    private static SourceGuard.Sighting sighting(StoragePart part) {
        return new SourceGuard.Sighting(part.device(), part.files() - part.carriedFiles());
    }

    private static State state(State known, TreeResult result, Instant at, boolean incomplete) {
        long files = (known == null ? 0 : known.part.files()) + result.counts().filesGained();
        long bytes = (known == null ? 0 : known.part.bytes()) + result.counts().bytesGained();
        StoragePart part = new StoragePart(Timestamps.format(at), files, bytes, result.carried().since().size(), result.device(), incomplete);
        return new State(result.root(), part, result.carried(), result.counts());
    }

    private TreeSource treeSource() {
        try {
            Exclusions exclusions = source.cerb()
                    ? Exclusions.of(CerbStorage.EXCLUSIONS).and(source.exclusions()).and(CerbStorage.ALWAYS)
                    : Exclusions.of(source.exclusions());
            return TreeSource.at("storage", source.directory(), exclusions, source.cerb() ? objects() : NO_OBJECTS);
        } catch (IOException e) {
            throw new OperationException("cannot read the storage directory " + source.directory() + ": " + e,
                    "Mount it, or correct storage.directory.", e);
        }
    }

    private static Predicate<RelativePath> objects() {
        Set<RelativePath> namespaces = ObjectTable.namespaces().map(RelativePath::of).collect(Collectors.toUnmodifiableSet());
        return path -> namespaces.stream().anyMatch(path::startsWith);
    }

    private void inspect(boolean first, Findings findings) {
        if (!source.cerb()) {
            return;
        }
        for (cerb.backup.cerb.Finding found : CerbStorage.inspect(source.directory())) {
            if (first && found.severity() == cerb.backup.cerb.Finding.Severity.WRONG_DIRECTORY) {
                throw new OperationException(found.message(), found.remedy());
            }
            findings.add(Finding.incomplete("storage", found.message(), found.remedy()));
        }
    }
}
