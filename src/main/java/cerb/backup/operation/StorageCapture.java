package cerb.backup.operation;

import cerb.backup.backend.local.FileError;
import cerb.backup.cerb.CerbStorage;
import cerb.backup.cerb.ObjectTable;
import cerb.backup.chunker.Chunker;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.format.Id;
import cerb.backup.format.Timestamps;
import cerb.backup.format.tree.Node;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.compose.Survey;
import cerb.backup.operation.compose.Unread;
import cerb.backup.operation.manifest.Manifest.StoragePart;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.report.Progress;
import cerb.backup.operation.restore.files.target.RestoreMark;
import cerb.backup.operation.restore.files.target.TemporaryNames;
import cerb.backup.operation.tree.HashListener;
import cerb.backup.operation.tree.TreeCounts;
import cerb.backup.operation.tree.TreeResult;
import cerb.backup.operation.tree.TreeSource;
import cerb.backup.operation.tree.TreeUpdate;
import cerb.backup.operation.tree.carry.CarriedFiles;
import cerb.backup.operation.tree.carry.CarryPolicy;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.RepositoryWriter;
import cerb.backup.storage.Exclusions;
import cerb.backup.storage.RelativePath;
import cerb.backup.storage.SourceGuard;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Captures the storage directory: refuses what is not it, updates its tree, and remembers what could not be read. Thread-safe. */
final class StorageCapture {
    /** What was captured: the node of {@code /storage} and what is said of it; and how many packs were known as lost when all of it was last looked at. */
    record State(Node root, StoragePart part, CarriedFiles carried, TreeCounts counts, long losses) {
        Id tree() {
            return root.subtree();
        }

        /** The same, with what an earlier walk of the run met and stored: to this one it was known already. */
        State after(State earlier) {
            return new State(root, part, carried, counts.after(earlier.counts), losses);
        }

        /** The state that a snapshot holds. */
        static State of(BaseSnapshot base) {
            return base == null || base.storage() == null ? null : new State(base.storage(), base.storagePart(), base.carried(), new TreeCounts(), 0);
        }
    }

    /** Where a capture is to be stored, and whom it tells, watched or not. */
    record Target(IndexedRepository index, RepositoryWriter writer, Findings findings, Consumer<Progress> progress, boolean watched) { }

    private static final Predicate<RelativePath> NO_OBJECTS = path -> false;
    /** What a restore makes beside what it restores, which is nobody's. */
    private static final Predicate<RelativePath> OF_A_RESTORE = path -> RestoreMark.isAt(path) || TemporaryNames.isOne(path.name());

    private final StorageSource source;
    private final Supplier<Chunker> chunkers;
    private final Executor workers;
    private final int threads;
    private final HashListener hashes;
    private final Clock clock;
    private final Unread unread = new Unread();
    private final AtomicLong lossesMended = new AtomicLong();

    StorageCapture(StorageSource source, Supplier<Chunker> chunkers, Executor workers, int threads, HashListener hashes, Clock clock) {
        this.source = source;
        this.chunkers = chunkers;
        this.workers = workers;
        this.threads = threads;
        this.hashes = hashes;
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
        DirtyBatch needed = known == null || target.index.trust().losses() > lossesMended.get() ? DirtyBatch.everything() : Unread.with(batch, unreadBefore);
        if (needed.root()) {
            target.index.trust().compare();
        }
        long losses = needed.root() ? target.index.trust().losses() : lossesMended.get();
        TreeSource tree = treeSource();
        TreeResult result;
        try (Survey survey = known == null && target.watched ? Survey.begin(tree) : null) {
            Consumer<Progress> progress = survey == null ? progress(known, needed, target.progress) : seen -> target.progress.accept(survey.of(seen));
            TreeUpdate update = new TreeUpdate(tree, target.index, target.writer, chunkers, workers, threads, findings, progress, clock);
            result = update.update(known == null ? null : known.tree(), checkpoint, needed, policy);
        }
        if (result.counts().filesAgain() > 0) {
            findings.add(Finding.note("storage", Plurals.does(result.counts().filesAgain(), "unchanged file", "was", "were") + " stored again, because the repository had lost the content"));
        }
        State state = state(known, result, at, findings.incomplete(), losses);
        guard.afterWalk(earlier, needed.root() ? new SourceGuard.Sighting(result.device(), result.counts().filesSeen()) : sighting(state.part));
        unread.replace(unreadBefore, result.unread());
        target.findings.addWalk(findings);
        return state;
    }

    /** Of a walk through everything that was there before; only what is new of it is read, so that bytes tell nothing. */
    private static Consumer<Progress> progress(State known, DirtyBatch batch, Consumer<Progress> told) {
        return known == null || !batch.root() ? told : seen -> told.accept(seen.ofAbout(known.part.files(), -1));
    }

    /** Whether a path below the directory could not be read when it was last looked at, or a directory above it. */
    boolean isUnread(String path) {
        return unread.holds(path);
    }

    /** Whether nothing that is lost waits for being stored again. */
    boolean isMended(State state) {
        return state.losses <= lossesMended.get();
    }

    /** Takes notice that a state is in a snapshot: what was lost before is stored again, as far as the source has it. */
    void committed(State state) {
        lossesMended.accumulateAndGet(state.losses, Math::max);
    }

    private static SourceGuard.Sighting sighting(StoragePart part) {
        return new SourceGuard.Sighting(part.device(), part.files() - part.carriedFiles());
    }

    private static State state(State known, TreeResult result, Instant at, boolean incomplete, long losses) {
        TreeCounts counts = result.counts();
        // a base that was lost in part is nothing to count from; then all was looked at
        long files = result.metLoss() ? counts.filesHeld() : (known == null ? 0 : known.part.files()) + counts.filesGained();
        long bytes = result.metLoss() ? counts.bytesHeld() : (known == null ? 0 : known.part.bytes()) + counts.bytesGained();
        StoragePart part = new StoragePart(Timestamps.format(at), files, bytes, result.carried().since().size(), result.device(), incomplete);
        return new State(result.root(), part, result.carried(), counts, losses);
    }

    private TreeSource treeSource() {
        try {
            Exclusions exclusions = source.cerb()
                    ? Exclusions.of(CerbStorage.EXCLUSIONS).and(source.exclusions()).and(CerbStorage.ALWAYS)
                    : Exclusions.of(source.exclusions());
            return TreeSource.at("storage", source.directory(), exclusions.andFiles(OF_A_RESTORE), source.cerb() ? objects() : NO_OBJECTS, hashes);
        } catch (IOException e) {
            throw new OperationException("cannot read the storage directory " + source.directory() + ": " + FileError.words(e, source.directory()),
                    "Mount it, or correct storage.directory.", e);
        }
    }

    private static Predicate<RelativePath> objects() {
        Set<RelativePath> namespaces = ObjectTable.namespaces().map(RelativePath::of).collect(Collectors.toUnmodifiableSet());
        return path -> namespaces.stream().anyMatch(path::startsWith);
    }

    private void inspect(boolean first, Findings findings) {
        if (Files.exists(source.directory().resolve(RestoreMark.NAME), LinkOption.NOFOLLOW_LINKS)) {
            findings.add(Finding.incomplete("storage", "a restore to " + source.directory() + " has not ended (" + RestoreMark.NAME + " in it), so files that it has not restored yet are missing",
                    "Finish that restore, which goes on by the same command; or where it is given up for good, remove that file."));
        }
        if (!source.cerb()) {
            return;
        }
        for (cerb.backup.cerb.Finding found : CerbStorage.inspect(source.directory())) {
            if (first && found.severity() == cerb.backup.cerb.Finding.Severity.WRONG_DIRECTORY) {
                throw new OperationException(found.message(), found.remedy());
            }
            findings.add(Finding.incomplete("storage", found.message(), found.remedy()));
        }
        if (first) {
            CerbStorage.remarks(source.directory(), source.extra())
                    .forEach(remark -> findings.add(new Finding(Finding.Severity.NOTE, "storage", remark.message(), remark.remedy())));
        }
    }
}
