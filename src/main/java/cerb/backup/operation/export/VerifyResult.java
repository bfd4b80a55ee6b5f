package cerb.backup.operation.export;

import cerb.backup.operation.report.Finding;
import java.util.List;

/**
 * What a verification has found.
 *
 * @param volumes   every volume there is or should be
 * @param snapshots snapshots that can be read
 * @param findings  what is wrong, with what it touches
 * @param damaged   whether anything is damaged, missing, or not finished
 */
public record VerifyResult(List<VolumeState> volumes, long snapshots, List<Finding> findings, boolean damaged) {
    /** Copies the lists. */
    public VerifyResult {
        volumes = List.copyOf(volumes);
        findings = List.copyOf(findings);
    }
}
