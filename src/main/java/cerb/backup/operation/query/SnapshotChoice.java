package cerb.backup.operation.query;

import cerb.backup.operation.report.Finding;
import cerb.backup.repository.StoredSnapshot;
import java.util.List;

/**
 * A snapshot that was chosen, and what whoever asked should know of the choice.
 *
 * @param snapshot the chosen one
 * @param findings that newer ones were passed over because they are incomplete (a note); that the chosen one is incomplete; that files of snapshots, which may be newer, cannot be read
 */
public record SnapshotChoice(StoredSnapshot snapshot, List<Finding> findings) {
    public SnapshotChoice {
        findings = List.copyOf(findings);
    }

    /** Whether what it brings back may lack something that was asked for. */
    public boolean marksIncomplete() {
        return findings.stream().anyMatch(Finding::marksIncomplete);
    }
}
