package cerb.backup.operation.restore.files;

import cerb.backup.operation.report.Finding;
import java.util.List;

/**
 * What was restored.
 *
 * @param files      regular files
 * @param bytes      their content
 * @param findings   what is damaged or could not be done
 * @param incomplete whether something asked for is missing
 */
public record StorageResult(long files, long bytes, List<Finding> findings, boolean incomplete) {
    public StorageResult {
        findings = List.copyOf(findings);
    }

    /** 0, or 3 where something is missing. */
    public int exitCode() {
        return incomplete ? 3 : 0;
    }
}
