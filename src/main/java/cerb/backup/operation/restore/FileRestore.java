package cerb.backup.operation.restore;

import cerb.backup.format.tree.Node;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.restore.files.StorageMeasure;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.operation.restore.files.StorageRestore;
import cerb.backup.operation.restore.files.StorageResult;
import cerb.backup.operation.restore.files.target.TargetDirectory;
import cerb.backup.operation.restore.files.target.TargetLock;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.storage.RelativePath;
import java.nio.file.Path;
import java.util.List;

/** The files of one part of a snapshot, examined, or restored. Used once, by one thread. */
final class FileRestore {
    private final IndexedRepository index;
    private final String snapshot;
    private final Node root;
    private final String what;
    private final StorageOptions options;
    private final StageTimer stage;
    private StorageMeasure measure;

    /**
     * Prepares.
     *
     * @param snapshot its short name
     * @param root     the node of the part's directory
     * @param what     what is restored, of which snapshot, as it marks the target
     */
    FileRestore(IndexedRepository index, String snapshot, Node root, String what, StorageOptions options, StageTimer stage) {
        this.index = index;
        this.snapshot = snapshot;
        this.root = root;
        this.what = what;
        this.options = options;
        this.stage = stage;
        this.measure = options.measured();
    }

    /** Throws what {@link #run} would throw before it makes anything, and makes nothing. */
    StorageMeasure examine() {
        TargetLock.demandFree(options.target());
        return measure();
    }

    private StorageMeasure measure() {
        TargetDirectory.demand(options.target(), options.overwrite(), options.paths(), options.includesDirectory(RelativePath.ROOT), what, this::room);
        return measure;
    }

    private long room(Path there) {
        if (measure == null) {
            Findings findings = new Findings();
            measure = StorageMeasure.of(index, root, options, there, findings, stage);
            demandAny(findings);
        }
        return measure.room();
    }

    /** The caller holds the target's lock. */
    StorageResult run() {
        measure();
        TargetDirectory target = TargetDirectory.prepare(options.target(), options.overwrite(), options.paths(), options.includesDirectory(RelativePath.ROOT), what);
        target.demandRoom(measure.room());
        StorageResult result = StorageRestore.run(index, options, target, root, stage, measure);
        if (!options.staysMarked()) {
            TargetDirectory.end(target.path());
        }
        for (RelativePath path : measure.absent()) {
            result = result.with(absent(path, snapshot));
        }
        return result;
    }

    private void demandAny(Findings findings) {
        List<RelativePath> absent = measure.absent();
        if (absent.isEmpty() || absent.size() < options.paths().size()) {
            return;
        }
        if (findings.incomplete()) {
            // what a damaged directory held is not known to be absent
            throw new OperationException("whether snapshot " + snapshot + " holds " + options.paths() + " is not known: " + findings.list().get(0),
                    "Restore from another copy of the repository, such as a sink's with --from, or from another snapshot.");
        }
        throw new OperationException("snapshot " + snapshot + " holds nothing at " + options.paths(), "See what it holds: cerb-backup ls " + snapshot);
    }

    static Finding absent(RelativePath path, String snapshot) {
        return Finding.incomplete(path.toString(), "is not in the snapshot, and was not restored", "See what it holds: cerb-backup ls " + snapshot);
    }
}
