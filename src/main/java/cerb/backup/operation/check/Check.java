package cerb.backup.operation.check;

import cerb.backup.format.BlobHandle;
import cerb.backup.operation.gate.SharedLock;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.query.UnreadableSnapshot;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.Repository;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.repository.lock.RepositoryLock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Checks a repository, wherever it is, under a lock that keeps nobody from adding to it. For one check at a time.
 */
public final class Check {
    private final Repository repository;
    private final Observer observer;
    private final RandomGenerator random;

    /** Checks a repository; packs are chosen at random. */
    public Check(Repository repository, Observer observer) {
        this(repository, observer, RandomGenerator.getDefault());
    }

    Check(Repository repository, Observer observer, RandomGenerator random) {
        this.repository = repository;
        this.observer = observer;
        this.random = random;
    }

    /** Checks; damage is in the result, not thrown. Throws where the repository cannot be reached, is no longer where it was opened, or is locked. */
    public CheckResult run(CheckOptions options) {
        // a directory that is no longer mounted is empty, and nothing in it is damaged
        repository.demandPresent();
        Findings findings = new Findings();
        try (RepositoryLock lock = SharedLock.acquire(repository, options.retryLock(), findings)) {
            // snapshots first: whatever they need was indexed before them
            List<StoredSnapshot> snapshots = repository.rereadSnapshots((id, problem) ->
                    findings.add(Finding.damage("snapshot " + id.shortName(), problem.getMessage(), UnreadableSnapshot.remedy(id))));
            new KeyCheck(repository.backend(), findings).run();
            IndexedRepository index = repository.index();
            index.refresh();
            DamagedBlobs damaged = new DamagedBlobs(index);
            IndexCheck packs = new IndexCheck(index, findings, damaged);
            long trees = structure(packs, snapshots, index, findings, damaged);
            DataCheck data = new DataCheck(repository.backend(), index, findings, damaged);
            if (!options.readData().isNone()) {
                try (StageTimer stage = new StageTimer(observer, Stage.CHECK_DATA)) {
                    data.run(options, random, stage);
                }
            }
            nameTouched(snapshots, index, damaged.lost(), findings);
            data.nameUnread();
            if (lock != null && !lock.isHeld()) {
                findings.add(Finding.note("lock", "was lost meanwhile, so what seems to be missing may have been pruned. Check again"));
            }
            findings.list().forEach(observer::found);
            CheckResult result = new CheckResult(snapshots.size(), trees, packs.packs(), data.packsRead(), data.bytesRead(), findings.list(), findings.incomplete());
            observer.checked(result, Instant.now());
            return result;
        }
    }

    private long structure(IndexCheck packs, List<StoredSnapshot> snapshots, IndexedRepository index, Findings findings, DamagedBlobs damaged) {
        try (StageTimer stage = new StageTimer(observer, Stage.CHECK_STRUCTURE)) {
            new IndexFileCheck(index, findings).run();
            packs.run();
            TreeCheck trees = new TreeCheck(index, findings, damaged, stage);
            snapshots.forEach(trees::snapshot);
            trees.end(snapshots);
            packs.judgeUnindexed();
            return trees.trees();
        }
    }

    private static void nameTouched(List<StoredSnapshot> snapshots, IndexedRepository index, Set<BlobHandle> lost, Findings findings) {
        if (!lost.isEmpty()) {
            TouchedPaths touched = new TouchedPaths(index, lost);
            snapshots.forEach(snapshot -> touched.name(snapshot, findings));
        }
    }
}
