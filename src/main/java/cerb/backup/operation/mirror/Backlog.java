package cerb.backup.operation.mirror;

import java.time.Instant;
import java.util.Optional;

/**
 * What a sink has not confirmed.
 *
 * @param files  how many files
 * @param bytes  their bytes
 * @param oldest when the one that has waited longest was written or, if that was before this program began, was first seen by it
 */
public record Backlog(long files, long bytes, Optional<Instant> oldest) {
    /** Whether nothing waits. */
    public boolean isEmpty() {
        return files == 0;
    }
}
