package cerb.backup.operation.copy;

import cerb.backup.format.Id;
import cerb.backup.operation.report.Finding;
import java.util.List;

/**
 * What became of a repository that was taken up.
 *
 * @param repository its id
 * @param snapshots  how many there are
 * @param files      files copied
 * @param bytes      their bytes
 * @param present    files that were here already
 * @param left       packs of data that stay at the place it came from alone
 * @param findings   what is damaged or gone at the place it came from
 */
public record TakeUpResult(Id repository, int snapshots, long files, long bytes, long present, int left, List<Finding> findings) {
    /** Copies the list. */
    public TakeUpResult {
        findings = List.copyOf(findings);
    }

    /** Whether something could not be copied. */
    public boolean incomplete() {
        return findings.stream().anyMatch(Finding::marksIncomplete);
    }
}
