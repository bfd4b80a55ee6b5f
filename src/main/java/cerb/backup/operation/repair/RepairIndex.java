package cerb.backup.operation.repair;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.format.Id;
import cerb.backup.format.IndexFile.IndexedPack;
import cerb.backup.format.PackedBlob;
import cerb.backup.operation.Engine;
import cerb.backup.operation.cache.ReadThroughBackend;
import cerb.backup.operation.gate.ExclusiveWork;
import cerb.backup.operation.gate.Gate;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.Progress;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.Repository;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Repairs the index of a repository; see the package's note. For one repair at a time. */
public final class RepairIndex {
    private static final String BY = "repair index";

    private final Repository repository;
    private final Gate gate;
    private final Path directory;
    private final ReadThroughBackend files;
    private final Observer observer;
    private final Clock clock;
    private final Duration patience;

    /** Repairs an engine's repository; waits so long for a backup or another program to end. */
    public RepairIndex(Engine engine, Observer observer, Duration patience) {
        this(engine.repository(), engine.gate(), engine.options().repositoryDirectory(), engine.files(), observer, engine.clock(), patience);
    }

    /** Repairs the repository in a directory, which holds its record of removals; {@code files} are its own. */
    RepairIndex(Repository repository, Gate gate, Path directory, ReadThroughBackend files, Observer observer, Clock clock, Duration patience) {
        this.repository = repository;
        this.gate = gate;
        this.directory = directory;
        this.files = files;
        this.observer = observer;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Repairs.
     *
     * @param readAll whether the header of every pack is read and compared, not only those of packs that the index does not fit by their sizes
     * @param dryRun  whether nothing is changed
     * @throws cerb.backup.backend.BackendException if packs are away that are lost unless a sink has them which cannot be asked
     */
    public RepairIndexResult run(boolean readAll, boolean dryRun) {
        files.demandCompared();
        Findings findings = new Findings();
        RepairIndexResult result;
        try (ExclusiveWork work = ExclusiveWork.begin(repository, gate, patience); StageTimer stage = new StageTimer(observer, Stage.REPAIR_INDEX)) {
            result = repair(work, stage, findings, readAll, dryRun);
        }
        result.findings().forEach(observer::found);
        return result;
    }

    private RepairIndexResult repair(ExclusiveWork work, StageTimer stage, Findings findings, boolean readAll, boolean dryRun) {
        IndexedRepository index = repository.index();
        index.refresh();
        Set<Id> unreadable = index.damagedIndexFiles().keySet();
        unreadable.forEach(file -> findings.add(Finding.note("index " + file.shortName(), "cannot be read")));
        IndexScan scan = new IndexScan(index, findings, readAll);
        scan.run();
        Headers headers = new Headers(scan, stage, findings);
        Set<Id> old = new TreeSet<>(scan.stale());
        List<Id> fresh = List.of();
        if (dryRun) {
            headers.stream().forEach(pack -> { });
        } else {
            fresh = index.rewriteIndex(old, scan::isKept, headers.stream()::iterator);
        }
        old.addAll(unreadable);
        long before = index.indexFiles() + unreadable.size() - fresh.size();
        if (!dryRun) {
            // before the files go that name them: a pack that is away and that no index names stops everything
            files.forgetLost();
        }
        if (!dryRun && !old.isEmpty()) {
            remove(work, old, fresh);
            index.refresh();
        }
        return new RepairIndexResult(dryRun, scan.packs(), headers.read, scan.missing() + headers.dropped, before, old.size(), fresh.size(), findings.list(), findings.incomplete());
    }

    private void remove(ExclusiveWork work, Set<Id> old, List<Id> fresh) {
        Backend backend = repository.backend();
        work.demandHeld();
        new RemovalJournal(directory).append(new Removal(clock.instant(), BY, handles(fresh), handles(old)));
        handles(old).forEach(backend::remove);
    }

    private static List<Handle> handles(Iterable<Id> files) {
        return Stream.of(files).flatMap(all -> {
            Stream.Builder<Handle> handles = Stream.builder();
            all.forEach(file -> handles.add(new Handle(FileType.INDEX, file.toString())));
            return handles.build();
        }).toList();
    }

    /** Reads the headers of the packs that no sound entry names, one by one. */
    private static final class Headers {
        private final IndexScan scan;
        private final StageTimer stage;
        private final Findings findings;
        private long all;
        private long seen;
        private long read;
        private long dropped;

        Headers(IndexScan scan, StageTimer stage, Findings findings) {
            this.scan = scan;
            this.stage = stage;
            this.findings = findings;
        }

        Stream<IndexedPack> stream() {
            List<Id> unnamed = scan.unnamed();
            all = unnamed.size();
            return unnamed.stream().flatMap(pack -> read(pack).stream());
        }

        private Optional<IndexedPack> read(Id pack) {
            Optional<List<PackedBlob>> blobs = scan.header(pack);
            if (blobs.isPresent()) {
                read++;
            } else if (scan.wasNamed(pack)) {
                dropped++;
                findings.add(Finding.damage("pack " + pack, "has another size than the index says, and no header that can be read: it is named no longer",
                        "Copy it from a sink and run repair index again; else take a new recovery point."));
            } else {
                findings.add(Finding.note("pack " + pack, "has no header that can be read, as a run leaves it that was cut off; it stays out of the index"));
            }
            stage.progress(new Progress(++seen, all, 0, -1));
            return blobs.map(list -> new IndexedPack(pack, list));
        }
    }
}
