package cerb.backup.operation.observer;

import cerb.backup.operation.report.Finding;
import java.util.List;

/**
 * What was checked and found.
 *
 * @param snapshots snapshots that can be read
 * @param trees     directories read
 * @param packs     packs that the index names
 * @param packsRead of them, packs read whole
 * @param bytesRead their bytes
 * @param findings  what is wrong, and what is worth knowing
 * @param damaged   whether something is damaged or missing
 */
public record CheckResult(long snapshots, long trees, long packs, long packsRead, long bytesRead, List<Finding> findings, boolean damaged) {
    public CheckResult {
        findings = List.copyOf(findings);
    }

    /** 0, or 1 where something is damaged. */
    public int exitCode() {
        return damaged ? 1 : 0;
    }
}
