package cerb.backup.operation.restore.files;

import cerb.backup.operation.report.Finding;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was restored.
 *
 * @param files      regular files
 * @param bytes      their content
 * @param unchanged  files that were there with the same content, and are not among those
 * @param findings   what is damaged or could not be done
 * @param incomplete whether something asked for is missing
 */
public record StorageResult(long files, long bytes, long unchanged, List<Finding> findings, boolean incomplete) {
    public StorageResult {
        findings = List.copyOf(findings);
    }

    /** The same with something that is missing. */
    public StorageResult with(Finding missing) {
        return new StorageResult(files, bytes, unchanged, Stream.concat(findings.stream(), Stream.of(missing)).toList(), true);
    }

    /** 0, or 3 where something is missing. */
    public int exitCode() {
        return incomplete ? 3 : 0;
    }
}
