package cerb.backup.operation.observer;

import cerb.backup.operation.report.Finding;
import java.util.List;

/**
 * What a prune has done, or would do.
 *
 * @param dryRun          whether no pack was removed or copied; a prune in its trial may have merged index files, which a finding says
 * @param snapshots       snapshots whose needs were kept
 * @param packs           packs that the index named before
 * @param packsRemoved    of them, packs that were removed, those copied first included
 * @param packsRepacked   of them, packs out of which needed blobs were copied first
 * @param bytesRemoved    bytes of all packs removed
 * @param bytesRepacked   bytes of the blobs copied, which the repository still holds
 * @param bytesUnused     unneeded bytes that stay in packs kept
 * @param orphansRemoved  packs in no index that were removed
 * @param orphansWaiting  packs in no index that are younger than the grace period
 * @param indexesRewritten index files that were replaced
 * @param findings        what is worth knowing, and damage met on the way
 */
public record PruneResult(
        boolean dryRun,
        long snapshots,
        long packs,
        long packsRemoved,
        long packsRepacked,
        long bytesRemoved,
        long bytesRepacked,
        long bytesUnused,
        long orphansRemoved,
        long orphansWaiting,
        long indexesRewritten,
        List<Finding> findings) {
    public PruneResult {
        findings = List.copyOf(findings);
    }

    /** Bytes by which the repository is, or would be, smaller; less than what compression may yet change in copied blobs. */
    public long bytesFreed() {
        return bytesRemoved - bytesRepacked;
    }

    /** 0, or 1 where damage was met. */
    public int exitCode() {
        return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.DAMAGE) ? 1 : 0;
    }
}
