package cerb.backup.operation.forget;

import cerb.backup.operation.query.SnapshotInfo;
import cerb.backup.operation.report.Finding;
import java.util.List;

/**
 * What was, or in a dry run would be, forgotten.
 *
 * @param dryRun     whether nothing was removed
 * @param kept       snapshots that were considered and stay, the newest first, with why; among them those that could not be removed
 * @param removed    snapshots that went, the newest first, with why where it is not only that nothing keeps them
 * @param findings   what a person should know of
 * @param incomplete whether something could not be read or removed
 */
public record ForgetResult(boolean dryRun, List<Decision> kept, List<Decision> removed, List<Finding> findings, boolean incomplete) {
    public ForgetResult {
        kept = List.copyOf(kept);
        removed = List.copyOf(removed);
        findings = List.copyOf(findings);
    }

    /**
     * What becomes of one snapshot.
     *
     * @param snapshot the snapshot
     * @param reasons  why
     */
    public record Decision(SnapshotInfo snapshot, List<String> reasons) {
        public Decision {
            reasons = List.copyOf(reasons);
        }
    }

    /** 0, or 3 where something could not be read or removed, as restic has it. */
    public int exitCode() {
        return incomplete ? 3 : 0;
    }
}
