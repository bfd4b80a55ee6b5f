package cerb.backup.operation.repair;

import cerb.backup.operation.report.Finding;
import java.util.List;

/**
 * What a repair of the index came to, or with a dry run would come to.
 *
 * @param dryRun        whether nothing was changed
 * @param packs         packs that are there
 * @param packsAdded    packs that no sound entry named and whose headers were read
 * @param packsDropped  packs that are named no longer: missing, or of another size and without a readable header
 * @param indexes       index files before
 * @param indexesGone   of them replaced
 * @param indexesNew    written; 0 with a dry run
 * @param findings      each pack and index file that was wrong
 * @param incomplete    whether something that was indexed can be read no longer
 */
public record RepairIndexResult(boolean dryRun, long packs, long packsAdded, long packsDropped, long indexes, long indexesGone, long indexesNew, List<Finding> findings,
        boolean incomplete) {
    /** Copies the list. */
    public RepairIndexResult {
        findings = List.copyOf(findings);
    }

    /** 0, or 3 where something that was indexed can be read no longer. */
    public int exitCode() {
        return incomplete ? 3 : 0;
    }
}
