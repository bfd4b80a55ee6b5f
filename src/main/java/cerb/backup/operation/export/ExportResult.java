package cerb.backup.operation.export;

import cerb.backup.format.Id;
import cerb.backup.operation.report.Finding;
import java.util.List;

/**
 * What an export has made.
 *
 * @param repository the repository's id
 * @param snapshots  how many snapshots it has
 * @param volumes    all volumes in the directory
 * @param added      of them, how many are new
 * @param files      files written
 * @param bytes      their bytes
 * @param findings   what could not be exported
 */
public record ExportResult(Id repository, int snapshots, List<String> volumes, int added, long files, long bytes, List<Finding> findings) {
    /** Copies the lists. */
    public ExportResult {
        volumes = List.copyOf(volumes);
        findings = List.copyOf(findings);
    }

    /** Whether something is missing in it. */
    public boolean incomplete() {
        return findings.stream().anyMatch(Finding::marksIncomplete);
    }
}
